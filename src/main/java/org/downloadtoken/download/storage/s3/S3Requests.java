package org.downloadtoken.download.storage.s3;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.download.storage.StorageBulkhead;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Sends signed requests to one bucket, over bounded pools of connections. Redirects of the store are not followed. */
final class S3Requests {
    /** The size of the pool for transfers. Each transfer uses one connection and up to about 200 KiB of buffers. */
    static final int MAX_CONNECTIONS = 128;

    /** The size of the pool for HEAD and probes. */
    private static final int MAX_SHORT_REQUESTS = 32;

    private static final int MAX_WAITING = 1_000;
    private static final int CONNECT_TIMEOUT_MS = 1_500;
    private static final int FIRST_BYTE_TIMEOUT_MS = 5_000;

    /** Shorter than the idle timeout of common stores, so a request rarely uses a connection that the store is closing. */
    private static final int KEEP_ALIVE_SECONDS = 4;

    private final StorageBulkhead calls;
    private final S3Signer signer;
    private final S3Address address;
    private final HttpClient transfers;

    /** A separate pool, so transfers to slow clients cannot block short requests. */
    private final HttpClient shortRequests;

    S3Requests(Vertx vertx, StorageBulkhead calls, S3Signer signer, S3Address address) {
        this.calls = calls;
        this.signer = signer;
        this.address = address;
        this.transfers = client(vertx, MAX_CONNECTIONS);
        this.shortRequests = client(vertx, MAX_SHORT_REQUESTS);
    }

    private static HttpClient client(Vertx vertx, int connections) {
        return vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout(CONNECT_TIMEOUT_MS)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS))
                .with(new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(MAX_WAITING))
                .build();
    }

    S3Address address() {
        return address;
    }

    /** Sends a request. Succeeds with the paused response once its headers have arrived. */
    Future<HttpClientResponse> send(
            SdkHttpMethod method, String path, Map<String, String> query, Map<String, String> headers) {
        return calls.call(() -> signer.request(method, address, path, query, headers))
                .compose(signed -> send(signed)
                        .recover(failure -> isLost(failure) // GET and HEAD are safe to repeat
                                ? send(signed)
                                : Future.failedFuture(failure)));
    }

    private Future<HttpClientResponse> send(SdkHttpRequest signed) {
        String host = address.host().replaceAll("[\\[\\]]", "");
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(signed.method().name()))
                .setServer(SocketAddress.inetSocketAddress(address.port(), host))
                .setSsl(address.tls())
                .setHost(address.host())
                .setPort(address.port())
                .setURI(S3Signer.target(signed))
                .setConnectTimeout(CONNECT_TIMEOUT_MS); // includes the wait for a pooled connection
        signed.forEachHeader((name, values) -> values.forEach(value -> options.addHeader(name, value)));
        boolean isShort = signed.method() != SdkHttpMethod.GET || address.path().equals(signed.encodedPath());
        return (isShort ? shortRequests : transfers).request(options).compose(S3Requests::head);
    }

    /** True if the connection was closed or reset, perhaps after its idle timeout. */
    private static boolean isLost(Throwable failure) {
        return failure instanceof HttpClosedException
                || (failure instanceof IOException && !(failure instanceof ConnectException));
    }

    /** Ends a response whose body is not needed. Closes the connection unless the body has arrived. */
    static void discard(HttpClientResponse response) {
        response.exceptionHandler(reset -> {}); // otherwise Vert.x logs the reset as an error
        response.request().reset();
    }

    private static Future<HttpClientResponse> head(HttpClientRequest request) {
        return request.send()
                .map(HttpClientResponse::pause)
                .timeout(FIRST_BYTE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .onFailure(failure -> request.reset());
    }
}
