package org.downloadtoken.session;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.encoding.WebUrl;

/** Requests a JWK set. Redirects are not followed. A request that fails, or lasts too long, closes its connection. */
final class JwkSetRequest {
    private static final int TIMEOUT_MS = 5_000;
    private static final int MAX_BYTES = 262_144;

    private final HttpClient client;
    private final RequestOptions options;

    JwkSetRequest(Vertx vertx, WebUrl url) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(url.isHttps())
                .setConnectTimeout(TIMEOUT_MS)
                .setMaxHeaderSize(16_384));
        this.options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(
                        SocketAddress.inetSocketAddress(url.port(), url.parsed().host()))
                .setHost(url.host())
                .setPort(url.port())
                .setURI(url.target());
    }

    /** The document. */
    Future<byte[]> send() {
        Future<HttpClientRequest> request = client.request(new RequestOptions(options));
        return request.compose(HttpClientRequest::send)
                .compose(JwkSetRequest::body)
                .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .onFailure(failure -> request.onSuccess(HttpClientRequest::reset))
                .map(Buffer::getBytes);
    }

    /** Closes the connections. Until then, a reference to this object keeps the client open. */
    Future<Void> close() {
        return client.close();
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        response.exceptionHandler(whole::tryFail); // without a handler, Vert.x logs the reset as an error
        if (response.statusCode() != 200) {
            return Future.failedFuture("the response has status " + response.statusCode());
        }
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
                    body.appendBuffer(chunk);
                    if (body.length() > MAX_BYTES) {
                        whole.tryFail("the response has more than " + MAX_BYTES + " bytes");
                    }
                })
                .endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }
}
