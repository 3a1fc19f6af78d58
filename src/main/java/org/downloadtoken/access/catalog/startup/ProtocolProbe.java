package org.downloadtoken.access.catalog.startup;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import org.downloadtoken.encoding.HostPort;

/**
 * Detects a server that does not speak the protocol of Postgres, such as an HTTP server at the configured port. The Postgres
 * client waits for such a server, or the server closes the connection, like a Postgres that is starting.
 */
final class ProtocolProbe {
    private static final int TIMEOUT_MS = 500;

    /** Postgres answers this request with the one byte S or N, or with an error that begins with E. */
    private static final Buffer TLS_REQUEST = Buffer.buffer().appendInt(8).appendInt(80_877_103);

    /** Makes an HTTP server answer, because it waits for a line end. */
    private static final Buffer END_OF_REQUEST = Buffer.buffer("\r\n\r\n");

    private final Vertx vertx;
    private final HostPort server;

    ProtocolProbe(Vertx vertx, HostPort server) {
        this.vertx = vertx;
        this.server = server;
    }

    /** True if the server answers, and the answer is not one of Postgres. */
    Future<Boolean> speaksOtherProtocol() {
        NetClient client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(TIMEOUT_MS));
        return client.connect(SocketAddress.inetSocketAddress(server.port(), server.host()))
                .compose(this::ask)
                .otherwise(false)
                .eventually(client::close);
    }

    private Future<Boolean> ask(NetSocket socket) {
        Promise<Boolean> answer = Promise.promise();
        Buffer received = Buffer.buffer();
        socket.handler(received::appendBuffer)
                .exceptionHandler(failure -> answer.tryComplete(isNotPostgres(received)))
                .closeHandler(closed -> answer.tryComplete(isNotPostgres(received)));
        socket.write(TLS_REQUEST);
        vertx.setTimer(TIMEOUT_MS, elapsed -> {
            if (received.length() > 0) {
                answer.tryComplete(isNotPostgres(received));
            } else {
                socket.write(END_OF_REQUEST);
            }
        });
        vertx.setTimer(2 * TIMEOUT_MS, elapsed -> answer.tryComplete(isNotPostgres(received)));
        return answer.future().onComplete(done -> socket.close());
    }

    private static boolean isNotPostgres(Buffer received) {
        if (received.length() == 0 || received.getByte(0) == 'E') {
            return false;
        }
        return received.length() > 1 || (received.getByte(0) != 'S' && received.getByte(0) != 'N');
    }
}
