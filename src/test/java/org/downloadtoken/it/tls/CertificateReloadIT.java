package org.downloadtoken.it.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.server.tls.ReloadingCertificate;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.CapturedLog;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RawResponse;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Replaces the certificate of a running instance as Kubernetes does: by a symbolic link to another directory. */
class CertificateReloadIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final TestCertificate FIRST = TestCertificate.named("first");
    private static final TestCertificate SECOND = TestCertificate.named("second", Duration.ofDays(50));
    private static final SSLContext TRUST = TestCertificate.trusting(FIRST, SECOND);

    @TempDir
    Path directory;

    @RegisterExtension
    final CapturedLog log = new CapturedLog(ReloadingCertificate.class);

    private int versions;
    private DownloadTokenService service;
    private Metrics metrics;

    @BeforeEach
    void start() throws IOException {
        mount(FIRST.pem(), FIRST.keyPem());
        Map<String, String> settings = new HashMap<>(Map.of(
                "TLS_CERT_FILE", directory.resolve("data/tls.crt").toString(),
                "TLS_KEY_FILE", directory.resolve("data/tls.key").toString(),
                "EVENT_LOOPS", "4",
                "DOWNLOAD_ROOT", DemoCogs.directory().toString()));
        service = RunningService.start(settings);
        metrics = new Metrics(service.managementPort());
    }

    @AfterEach
    void stop() {
        RunningService.stop(service);
    }

    @Test
    void everyEventLoopServesTheNewCertificateAndOpenConnectionsContinue() throws Exception {
        try (SSLSocket open = connect()) {
            assertEquals(200, mint(open));
            assertEquals(FIRST.certificate().getNotAfter().toInstant().getEpochSecond(), expiry());

            mount(SECOND.pem(), SECOND.keyPem());
            await(() ->
                    expiry() == SECOND.certificate().getNotAfter().toInstant().getEpochSecond());

            assertEquals(200, mint(open));
            assertEquals(FIRST.certificate(), certificate(open));
            for (int connection = 0;
                    connection < 40;
                    connection++) { // Vert.x distributes them to the event loops in turn
                try (SSLSocket next = connect()) {
                    assertEquals(SECOND.certificate(), certificate(next));
                    assertEquals(200, mint(next));
                }
            }
        }
    }

    @Test
    void badPairKeepsThePreviousCertificateUntilItIsRepaired() throws Exception {
        mount(SECOND.pem(), FIRST.keyPem());
        await(() -> metrics.value("tls_certificate_stale") == 1);
        TimeUnit.SECONDS.sleep(5); // two more refreshes

        assertEquals(1, log.messages().size(), () -> log.messages().toString());
        assertTrue(
                log.messages().get(0).contains("tls.key: the key does not belong to the certificate"),
                () -> log.messages().toString());
        try (SSLSocket next = connect()) {
            assertEquals(FIRST.certificate(), certificate(next));
        }

        mount(SECOND.pem(), SECOND.keyPem());
        await(() -> metrics.value("tls_certificate_stale") == 0);
        try (SSLSocket next = connect()) {
            assertEquals(SECOND.certificate(), certificate(next));
        }
    }

    @Test
    void removedFilesKeepTheCertificate() throws Exception {
        Files.delete(directory.resolve("data"));
        await(() -> metrics.value("tls_certificate_stale") == 1);
        try (SSLSocket next = connect()) {
            assertEquals(200, mint(next));
        }
        mount(FIRST.pem(), FIRST.keyPem());
        await(() -> metrics.value("tls_certificate_stale") == 0);
    }

    /** Half of the requests are on connections that stay open, and half on new ones. */
    @Test
    void reloadUnderLoadLosesNoRequest() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger requests = new AtomicInteger();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        List<Thread> load = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
            boolean reconnects = client % 2 == 0;
            load.add(new Thread(() -> {
                PlainClient http = PlainClient.overTls(service.port(), TRUST);
                while (!over.get()) {
                    try {
                        request(reconnects ? PlainClient.overTls(service.port(), TRUST) : http);
                    } catch (RuntimeException | AssertionError e) {
                        failures.add(e.toString());
                    }
                    requests.addAndGet(2);
                }
            }));
        }
        load.forEach(Thread::start);
        for (int change = 0; change < 6; change++) {
            TestCertificate next = change % 2 == 0 ? SECOND : FIRST;
            mount(next.pem(), next.keyPem());
            await(() -> expiry() == next.certificate().getNotAfter().toInstant().getEpochSecond());
        }
        over.set(true);
        for (Thread thread : load) {
            thread.join(10_000);
        }

        assertEquals(List.of(), List.copyOf(failures));
        assertTrue(requests.get() > 500, () -> "requests: " + requests);
    }

    private static void request(PlainClient http) {
        String token = http.request("POST", ApiClient.MINT + PUBLIC).token();
        int status = http.request("GET", ApiClient.download(PUBLIC) + "?token=" + token, "Range", "bytes=0-99999")
                .status();
        assertEquals(206, status);
    }

    private void mount(String chain, String key) throws IOException {
        Path version = Files.createDirectory(directory.resolve("version" + versions++));
        Files.writeString(version.resolve("tls.crt"), chain);
        Files.writeString(version.resolve("tls.key"), key);
        Path link = Files.createSymbolicLink(directory.resolve("link" + versions), version);
        Files.move(
                link, directory.resolve("data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private long expiry() {
        return (long) metrics.value("tls_certificate_expiry_timestamp_seconds");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int attempt = 0; !condition.getAsBoolean(); attempt++) {
            assertTrue(attempt < 200, "it does not become true");
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private SSLSocket connect() throws IOException {
        SSLSocket socket = (SSLSocket) TRUST.getSocketFactory().createSocket("127.0.0.1", service.port());
        socket.startHandshake();
        return socket;
    }

    private static X509Certificate certificate(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    private static int mint(SSLSocket socket) throws IOException {
        socket.getOutputStream()
                .write(("POST " + ApiClient.MINT + PUBLIC + " HTTP/1.1\r\nHost: x\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return RawResponse.read(socket.getInputStream()).status();
    }
}
