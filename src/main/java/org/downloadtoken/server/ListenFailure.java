package org.downloadtoken.server;

import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.function.Function;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.encoding.HostPort;
import org.downloadtoken.failure.Causes;

/** A server cannot listen at its address. The message is one line that names the address and the setting to change. */
public final class ListenFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ListenFailure(String message) {
        super(message, null, false, false);
    }

    /** Maps the failure of a server that listens at this address. */
    static <T> Function<Throwable, Future<T>> at(String host, int port, Setting hostSetting, Setting portSetting) {
        return failure -> of(failure, SocketAddress.inetSocketAddress(port, host), hostSetting, portSetting);
    }

    /** The failure of a listening server, as one line for the operator. */
    static <T> Future<T> of(Throwable failure, SocketAddress address, Setting host, Setting port) {
        return Future.failedFuture(new ListenFailure(message(failure, address, host.name(), port.name())));
    }

    private static String message(Throwable failure, SocketAddress address, String host, String port) {
        HostPort at = new HostPort(address.host(), address.port());
        String reason = reason(failure);
        if (reason.contains("in use")) {
            return port + ": " + at + " is already in use by another process";
        }
        if (reason.contains("ermission denied")) {
            return port + ": this process may not listen on " + at + "; ports below 1024 need a privilege";
        }
        if (reason.contains("assign requested address")) {
            return host + ": " + address.host() + " is not an address of this machine";
        }
        return reason.contains(UnknownHostException.class.getName())
                ? host + ": the host name " + address.host() + " cannot be resolved"
                : host + " and " + port + ": cannot listen on " + at + ": " + failure.getMessage();
    }

    /** The failure and its causes. Netty, the JDK and the resolver report the same reason by different types. */
    private static String reason(Throwable failure) {
        return Causes.of(failure).map(Throwable::toString).toList().toString();
    }
}
