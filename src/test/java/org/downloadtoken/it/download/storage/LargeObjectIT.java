package org.downloadtoken.it.download.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.ServiceProcess;
import org.downloadtoken.testing.store.FakeStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams an object much larger than the heap of the service. Writes the measurements to target/large-object.txt. */
class LargeObjectIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final int MEBIBYTES = 256;
    private static final int ROUNDS = 5;

    @TempDir
    Path directory;

    @Test
    @Timeout(120)
    void aLargeObjectIsStreamedInBoundedMemory() throws Exception {
        try (FakeStore store = new FakeStore();
                ServiceProcess service = new ServiceProcess(directory, environment(store))) {
            store.answers(request -> store.zeros(request, MEBIBYTES));
            long before = kibibytes(service, "VmRSS");
            double fastest = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                assertEquals((long) MEBIBYTES << 20, download(service));
                fastest = Math.max(fastest, MEBIBYTES * 1e9 / (System.nanoTime() - start));
            }
            long most = kibibytes(service, "VmHWM");
            Files.writeString(
                    Path.of("target", "large-object.txt"),
                    String.format(
                            Locale.ROOT,
                            "%d rounds of %d MiB, fastest %.0f MiB/s; RSS before %d MiB, at most %d MiB%n",
                            ROUNDS,
                            MEBIBYTES,
                            fastest,
                            before >> 10,
                            most >> 10));
            assertTrue(most - before < 160 << 10, () -> "KiB before: " + before + ", at most: " + most);
        }
    }

    private static Map<String, String> environment(FakeStore store) {
        Map<String, String> settings = new HashMap<>(RunningService.environment(Map.of(
                "DOWNLOAD_STORAGE", "s3",
                "S3_BUCKET", "cogs",
                "S3_DELIVERY", "stream",
                "S3_ENDPOINT", "http://127.0.0.1:" + store.port())));
        settings.put("AWS_ACCESS_KEY_ID", System.getProperty("aws.accessKeyId"));
        settings.put("AWS_SECRET_ACCESS_KEY", System.getProperty("aws.secretAccessKey"));
        return settings;
    }

    private static long download(ServiceProcess service) throws IOException, InterruptedException {
        String token = new PlainClient(service.port())
                .request("POST", ApiClient.MINT + PUBLIC)
                .token();
        URI url = URI.create("http://127.0.0.1:" + service.port() + ApiClient.download(PUBLIC) + "?token=" + token);
        var answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            long sum = 0;
            byte[] buffer = new byte[1 << 16];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                sum += read;
            }
            return sum;
        }
    }

    /** A value of the process from /proc, in KiB. */
    private static long kibibytes(ServiceProcess service, String name) throws IOException {
        return Files.readAllLines(
                        Path.of("/proc", String.valueOf(service.process().pid()), "status"))
                .stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
