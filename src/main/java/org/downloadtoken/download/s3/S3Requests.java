package org.downloadtoken.download.s3;

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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.download.StorageCalls;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Sends signed requests to one bucket, over a bounded pool of connections. A redirect is an answer like any other. */
final class S3Requests {
    /** Each transfer holds one connection, and up to some 200 KiB of buffers. */
    static final int MAX_CONNECTIONS = 128;

    private static final int CONNECT_MS = 1_500;
    private static final int FIRST_BYTE_MS = 5_000;

    /** Shorter than the idle timeout of the stores, so that a request seldom meets a connection that they close. */
    private static final int KEEP_ALIVE_SECONDS = 4;

    private final StorageCalls calls;
    private final S3Signer signer;
    private final S3Address address;
    private final HttpClient client;

    S3Requests(Vertx vertx, StorageCalls calls, S3Signer signer, S3Address address) {
        this.calls = calls;
        this.signer = signer;
        this.address = address;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions().setConnectTimeout(CONNECT_MS).setKeepAliveTimeout(KEEP_ALIVE_SECONDS))
                .with(new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_CONNECTIONS))
                .build();
    }

    S3Address address() {
        return address;
    }

    /** The head of the answer; its body waits until it is resumed. */
    Future<HttpClientResponse> send(
            SdkHttpMethod method, String path, Map<String, String> query, Map<String, String> headers) {
        return calls.call(() -> signer.request(method, address, path, query, headers), late -> {})
                .compose(signed -> send(signed)
                        .recover(failure -> failure instanceof HttpClosedException // GET and HEAD are safe to repeat
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
                .setConnectTimeout(CONNECT_MS); // the wait for a connection of the pool included
        signed.forEachHeader((name, values) -> values.forEach(value -> options.addHeader(name, value)));
        return client.request(options).compose(S3Requests::head);
    }

    /** Ends an answer whose body nobody wants; closes the connection, unless the body has arrived. */
    static void discard(HttpClientResponse response) {
        response.exceptionHandler(reset -> {}); // else the library logs the reset as an error
        response.request().reset();
    }

    private static Future<HttpClientResponse> head(HttpClientRequest request) {
        return request.send()
                .map(HttpClientResponse::pause)
                .timeout(FIRST_BYTE_MS, TimeUnit.MILLISECONDS)
                .onFailure(failure -> request.reset());
    }
}
