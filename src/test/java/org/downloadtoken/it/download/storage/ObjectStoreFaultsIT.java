package org.downloadtoken.it.download.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.ServiceProcess;
import org.downloadtoken.testing.store.FakeStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what clients receive if an object store stalls, disconnects, refuses, or changes its objects. */
@Timeout(60)
class ObjectStoreFaultsIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final String OLD = "the old bytes";
    private static final String NEW = "the new bytes, which are more";

    @SuppressWarnings("NullAway.Init") // startBoth() sets the fields
    private static FakeStore store;

    @SuppressWarnings("NullAway.Init")
    private static DownloadTokenService service;

    @SuppressWarnings("NullAway.Init")
    private static ApiClient client;

    @BeforeAll
    static void startBoth() {
        store = new FakeStore();
        service = RunningService.start(Map.of(
                "DOWNLOAD_STORAGE", "s3",
                "S3_BUCKET", "public_cogs",
                "S3_DELIVERY", "stream",
                "DOWNLOADS_PER_CLIENT", "0",
                "S3_ENDPOINT", "http://127.0.0.1:" + store.port()));
        client = new ApiClient(service.port());
    }

    @AfterAll
    static void stopBoth() {
        RunningService.stop(service);
        store.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "GET"})
    void silentStoreIsUnavailableAndItsConnectionIsClosed(String silent) {
        store.answers(request -> {
            if (!request.method().name().equals(silent)) {
                FakeStore.serve(request, "\"old\"", OLD);
            }
        });

        ApiResponse answer = download();

        assertEquals(503, answer.status());
        assertEquals(Optional.of("1"), answer.header("retry-after"));
        await(() -> store.connections() == 0);
    }

    @Test
    void stalledBodyAbortsTheTransfer() {
        double before = cut();
        store.answers(request -> half(request, false));

        assertThrows(UncheckedIOException.class, ObjectStoreFaultsIT::download);

        assertEquals(1, cut() - before);
        await(() -> store.connections() == 0);
    }

    @Test
    void interruptedBodyAbortsTheTransfer() {
        double before = cut();
        store.answers(request -> half(request, true));

        assertThrows(UncheckedIOException.class, ObjectStoreFaultsIT::download);

        assertEquals(1, cut() - before);
    }

    @Test
    void slowClientIsServedWithBackpressure() throws IOException {
        int mebibytes = 64;
        store.answers(request -> store.zeros(request, mebibytes));
        try (Socket slow = openDownload(client.token(PUBLIC))) {
            slow.getInputStream().readNBytes(1_000);
            ServiceProcess.pause(13_000); // longer than the stall timeout
            assertTrue(store.written() < 32L << 20, () -> "buffered on the way: " + store.written());

            long rest = drain(slow.getInputStream());

            assertTrue(rest > ((long) mebibytes << 20) - 1_000, () -> "arrived: " + rest);
        }
    }

    @Test
    void disconnectedClientEndsTheRequestToTheStore() throws IOException {
        store.answers(request -> store.zeros(request, 256));
        double before = cut();
        try (Socket leaving = openDownload(client.token(PUBLIC))) {
            leaving.getInputStream().readNBytes(100_000);
        }

        await(() -> store.connections() == 0);
        assertTrue(store.written() < 256L << 20);
        assertEquals(before, cut(), "no fault of the store");
    }

    @Test
    void objectReplacedBetweenHeadAndGetIsSentInItsNewVersion() {
        AtomicInteger heads = new AtomicInteger();
        store.answers(request -> {
            boolean old = isHead(request) && heads.incrementAndGet() == 1;
            FakeStore.serve(request, old ? "\"old\"" : "\"new\"", old ? OLD : NEW);
        });

        ApiResponse answer = download("Range", "bytes=4-");

        assertEquals(NEW.substring(4), answer.body());
        assertEquals(Optional.of("\"new\""), answer.header("etag"));
        assertEquals(Optional.of("bytes 4-28/29"), answer.header("content-range"));
    }

    @Test
    void staleIfRangeReceivesTheWholeNewObject() {
        store.answers(request -> FakeStore.serve(request, "\"old\"", OLD));
        ApiResponse first = download("Range", "bytes=0-3");
        assertEquals("the ", first.body());
        store.answers(request -> FakeStore.serve(request, "\"new\"", NEW));

        ApiResponse second =
                download("Range", "bytes=4-", "If-Range", first.header("etag").orElseThrow());

        assertEquals(200, second.status());
        assertEquals(NEW, second.body());
        assertEquals(412, download("Range", "bytes=4-", "If-Match", "\"old\"").status());
    }

    @Test
    void constantlyReplacedObjectIsUnavailableAfterThreeAttempts() {
        AtomicInteger version = new AtomicInteger();
        store.answers(request -> FakeStore.serve(request, "\"" + version.incrementAndGet() + "\"", NEW));

        assertEquals(503, download().status());
        assertEquals(6, store.requests().size(), () -> store.requests().toString());
    }

    @Test
    void getIsConditionalOnTheVersionOfHead() {
        AtomicReference<String> condition = new AtomicReference<>("");
        store.answers(request -> {
            if (!isHead(request)) {
                condition.set(request.getHeader("If-Match"));
            }
            FakeStore.serve(request, "\"old\"", OLD);
        });

        assertEquals(OLD, download().body());
        assertEquals("\"old\"", condition.get());
    }

    @Test
    void bytesOfAStoreThatIgnoresTheConditionAreNotSent() {
        store.answers(request -> {
            request.headers().remove("If-Match");
            FakeStore.serve(request, isHead(request) ? "\"old\"" : "\"new\"", isHead(request) ? OLD : NEW);
        });

        assertEquals(503, download().status());
    }

    @Test
    void objectDeletedBetweenHeadAndGetIsNotFound() {
        AtomicInteger heads = new AtomicInteger();
        store.answers(request -> {
            if (isHead(request) && heads.incrementAndGet() == 1) {
                FakeStore.serve(request, "\"old\"", OLD);
            } else {
                FakeStore.error(request, 404, "NoSuchKey");
            }
        });

        assertEquals(404, download().status());
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, 404",
        "404, NoSuchBucket, 503",
        "403, ExpiredToken, 503",
        "400, ExpiredToken, 503",
        "403, InvalidAccessKeyId, 503",
        "403, SignatureDoesNotMatch, 503",
        "403, RequestTimeTooSkewed, 503",
        "429, SlowDown, 503",
        "500, InternalError, 503",
    })
    void onlyAMissingObjectIsNotFoundIfTheProbeSucceeds(int status, String code, int answer) {
        store.answers(request -> {
            if (request.path().equals("/public_cogs")) {
                request.response().end(); // the probe succeeds, so codes that it decides become 404
            } else {
                FakeStore.error(request, status, code);
            }
        });

        assertEquals(answer, download().status());
    }

    /** Without this, each probe would keep a connection, and 32 probes would block every HEAD. */
    @Test
    void probeWithAnEndlessBodyReleasesItsConnection() {
        forgetTheProbe();
        store.answers(request -> {
            if ("location=".equals(request.query())) {
                request.response().setChunked(true).write("<Location");
            } else {
                FakeStore.error(request, 403, "AccessDenied");
            }
        });
        HttpClient many = HttpClient.newHttpClient();
        URI url = URI.create(
                "http://127.0.0.1:" + service.port() + ApiClient.download(PUBLIC) + "?token=" + client.token(PUBLIC));
        List<CompletableFuture<HttpResponse<Void>>> answers = Collections.nCopies(100, url).stream()
                .map(each -> many.sendAsync(HttpRequest.newBuilder(each).build(), BodyHandlers.discarding()))
                .toList();
        answers.forEach(answer -> assertEquals(404, answer.join().statusCode()));

        store.answers(request -> FakeStore.serve(request, "\"old\"", OLD));
        assertEquals(200, download().status());
    }

    @Test
    void accessDeniedIsAnOutageIfEveryProbeFails() {
        forgetTheProbe();
        store.answers(request -> FakeStore.error(request, 403, "AccessDenied"));

        assertEquals(503, download().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD /public_cogs", "GET /public_cogs?location="})
    void accessDeniedIsNotFoundIfAProbeOfTheBucketSucceeds(String probe) {
        forgetTheProbe();
        store.answers(request -> {
            if ((request.method() + " " + request.uri()).equals(probe)) {
                request.response().end();
            } else {
                FakeStore.error(request, 403, "AccessDenied");
            }
        });

        assertEquals(404, download().status());
        assertTrue(store.requests().contains(probe), () -> store.requests().toString());
    }

    @Test
    void accessDeniedIsNotFoundIfAnotherObjectCanStillBeRead() {
        UUID missing = Rasters.withFile("missing.tif");
        store.answers(request -> {
            if (request.path().endsWith("missing.tif") || request.path().equals("/public_cogs")) {
                FakeStore.error(request, 403, "AccessDenied");
            } else {
                FakeStore.serve(request, "\"old\"", OLD);
            }
        });

        assertEquals(200, download().status());
        assertEquals(404, client.download(missing, client.token(missing)).status());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307})
    void redirectOfTheStoreIsNotFollowed(int status) {
        store.answers(request -> request.response()
                .setStatusCode(status)
                .putHeader("Location", "http://127.0.0.1:" + store.port() + "/elsewhere")
                .end());

        assertEquals(503, download().status());
        assertTrue(
                store.requests().stream().noneMatch(request -> request.contains("elsewhere")),
                () -> store.requests().toString());
    }

    @Test
    void connectionsToTheStoreAndWaitsAreBounded() {
        store.answers(request -> {
            if (isHead(request)) {
                FakeStore.serve(request, "\"old\"", OLD);
            }
        });
        String token = client.token(PUBLIC);
        HttpClient many = HttpClient.newHttpClient();
        URI url = URI.create("http://127.0.0.1:" + service.port() + ApiClient.download(PUBLIC) + "?token=" + token);

        List<CompletableFuture<HttpResponse<Void>>> answers = Collections.nCopies(400, url).stream()
                .map(each -> many.sendAsync(HttpRequest.newBuilder(each).build(), BodyHandlers.discarding()))
                .toList();

        answers.forEach(answer -> assertEquals(503, answer.join().statusCode()));
        int most = store.mostConnections(); // 128 for transfers, 32 for HEAD
        assertTrue(most >= 128 && most <= 160, () -> "connections: " + most);
    }

    @ParameterizedTest
    @CsvSource({"a//b, a//b", "/x, /x", "x/, x/", "a b+ü.tif, a%20b%2B%C3%BC.tif"})
    void keyIsNotNormalized(String key, String target) {
        UUID datasetId = Rasters.withFile(key);
        store.answers(request -> FakeStore.serve(request, "\"old\"", OLD));

        assertEquals(OLD, client.download(datasetId, client.token(datasetId)).body());
        assertEquals(List.of("HEAD /public_cogs/" + target, "GET /public_cogs/" + target), store.requests());
    }

    @Test
    void emptyObjectIsSentWithoutAGetRequest() {
        store.answers(request -> FakeStore.serve(request, "\"empty\"", ""));

        ApiResponse answer = download();

        assertEquals(200, answer.status());
        assertEquals(Optional.of("0"), answer.header("content-length"));
        assertEquals(1, store.requests().size());
    }

    private static ApiResponse download(String... headers) {
        return client.download(PUBLIC, client.token(PUBLIC), headers);
    }

    private static boolean isHead(HttpServerRequest request) {
        return request.method().equals(HttpMethod.HEAD);
    }

    private static void half(HttpServerRequest request, boolean close) {
        FakeStore.describe(request.response(), "\"old\"", 2_000);
        if (isHead(request)) {
            request.response().end();
        } else {
            request.response().write("x".repeat(1_000)).onSuccess(sent -> {
                if (close) {
                    request.connection().close();
                }
            });
        }
    }

    /** The result of the probe is cached for five seconds, a negative one only until an object is read. */
    private static void forgetTheProbe() {
        ServiceProcess.pause(5_100);
    }

    private static Socket openDownload(String token) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(65_536);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
        socket.getOutputStream()
                .write(("GET " + ApiClient.download(PUBLIC) + "?token=" + token
                                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static long drain(InputStream stream) throws IOException {
        byte[] buffer = new byte[65_536];
        long sum = 0;
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            sum += read;
        }
        return sum;
    }

    private static double cut() {
        return new PlainClient(service.managementPort())
                .request("GET", "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("download_transfers_cut_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void await(BooleanSupplier condition) {
        for (int attempt = 0; !condition.getAsBoolean(); attempt++) {
            assertTrue(attempt < 500, "it does not happen");
            ServiceProcess.pause(20);
        }
    }
}
