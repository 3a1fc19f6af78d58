package org.downloadtoken.server.tls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the first request over TLS and HTTP/2 of a process to itself. Loading the classes for it takes an event loop up to 1.5 s on
 * one core; requests of clients would be rejected meanwhile, because the loop is late.
 */
public final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private WarmUp() {}

    /**
     * Sends a GET request to a server of this process, and waits for the response with any status. A failure is only logged.
     *
     * @param host the address at which the server listens, which may be 0.0.0.0 or ::
     */
    public static Future<Void> of(Vertx vertx, String host, int port, String path) {
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
                .setHost(host)
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
