package org.downloadtoken.download.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.downloadtoken.download.storage.StorageBulkhead;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;

@Timeout(20)
class S3RequestsTest {
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setAddressResolverOptions(
                    new AddressResolverOptions().setHostsValue(Buffer.buffer("127.0.0.1 object_store\n"))));

    @AfterEach
    void closeAll() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void hostWithAnUnderscoreIsReachable() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .putHeader("X-Host", request.getHeader("Host"))
                        .end());
        listen(server);

        HttpClientResponse answer = send("object_store", server.actualPort());

        assertEquals("object_store:" + server.actualPort(), answer.getHeader("X-Host"));
    }

    @Test
    void requestIsRepeatedIfTheStoreClosesTheConnection() {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            if (requests.incrementAndGet() == 1) {
                request.connection().close();
            } else {
                request.response().end();
            }
        });
        listen(server);

        assertEquals(200, send("127.0.0.1", server.actualPort()).statusCode());
        assertEquals(2, requests.get());
    }

    @Test
    void requestIsSentAtMostTwice() {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            requests.incrementAndGet();
            request.connection().close();
        });
        listen(server);

        assertThrows(CompletionException.class, () -> send("127.0.0.1", server.actualPort()));
        assertEquals(2, requests.get());
    }

    private HttpClientResponse send(String host, int port) {
        S3Signer signer = new S3Signer(
                "us-east-1",
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a-key", "a-secret")),
                Clock.systemUTC());
        S3Address address = S3Address.of("cogs", Optional.of("http://" + host + ":" + port), "us-east-1");
        return new S3Requests(vertx, new StorageBulkhead(vertx, 3_000), signer, address)
                .send(SdkHttpMethod.GET, address.path("x"), Map.of(), Map.of())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static void listen(HttpServer server) {
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }
}
