package org.downloadtoken.server.http2;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one request over HTTP/2 from this process to itself, so that Java loads the classes of TLS and HTTP/2 before clients connect.
 * Loading takes an event loop up to 1.5 s on one core; clients would be answered 503 meanwhile.
 */
public final class WarmUp {
    /** Below the base path. It needs no catalog, and its response is small and public. */
    public static final String PATH = "/.well-known/jwks.json";

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    /** The longest wait for the connection, and again for the response. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private WarmUp() {}

    /**
     * Sends a GET request to a server of this process, and waits for the response with any status. A failure is only logged.
     *
     * @param host the address at which the server listens, which may be 0.0.0.0 or ::
     */
    public static Future<Void> send(Vertx vertx, String host, int port, String path) {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true) // the certificate is not for this address, and nothing secret is sent
                .setVerifyHost(false)
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2))
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setConnectTimeout((int) DEADLINE.toMillis()));
        RequestOptions get = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(port, host))
                .setHost("localhost") // an address of IPv6 would be no valid authority
                .setPort(port)
                .setURI(path)
                .setTimeout(DEADLINE.toMillis());
        return client.request(get)
                .compose(request -> request.send())
                .compose(HttpClientResponse::end)
                .onFailure(failure -> LOG.warn("The first request to port {} failed: {}", port, failure.toString()))
                .otherwiseEmpty()
                .eventually(client::close);
    }
}
