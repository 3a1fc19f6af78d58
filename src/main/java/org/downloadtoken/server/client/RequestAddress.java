package org.downloadtoken.server.client;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.downloadtoken.ratelimit.ClientAddress;

/** Finds the client address of a request. */
public record RequestAddress(ClientAddress clients) {
    private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");

    public InetAddress of(HttpServerRequest request) {
        return clients.of(peer(request), request.headers().getAll(FORWARDED_FOR));
    }

    /** Whether an untrusted proxy forwarded the request. Its clients have the address of the proxy. */
    boolean isOfUntrustedProxy(HttpServerRequest request) {
        String peer = peer(request);
        List<String> forwardedFor = request.headers().getAll(FORWARDED_FOR);
        return !forwardedFor.isEmpty() && clients.of(peer, forwardedFor).equals(clients.of(peer, List.of()));
    }

    /** Empty if the connection is already closed. */
    private static String peer(HttpServerRequest request) {
        return Optional.ofNullable(request.connection().remoteAddress())
                .map(SocketAddress::hostAddress)
                .orElse("");
    }
}
