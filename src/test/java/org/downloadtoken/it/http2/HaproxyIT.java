package org.downloadtoken.it.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Tool;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads through HAProxy, which speaks HTTP/2 with the service. It confirms each frame with two window updates. */
class HaproxyIT {
    private static final int FILE_BYTES = 32 << 20;

    @TempDir
    Path directory;

    @Test
    void largeFileArrivesWhole() throws Exception {
        Tool.HAPROXY.require();
        byte[] bytes = new byte[FILE_BYTES];
        new Random(20).nextBytes(bytes);
        Files.write(directory.resolve("proxied.tif"), bytes);
        UUID dataset = Rasters.withFile("proxied.tif");
        Map<String, String> settings =
                new HashMap<>(TestCertificate.named("haproxy").in(directory));
        settings.put("DOWNLOAD_ROOT", directory.toString());
        DownloadTokenService service = RunningService.start(settings);
        try (Daemon haproxy = start(service.port())) {
            ApiClient client = new ApiClient(haproxy.port());
            ApiResponse file = client.download(dataset, client.token(dataset));

            assertEquals(200, file.status());
            assertEquals(FILE_BYTES, file.body().length());
            Metrics metrics = new Metrics(service.managementPort());
            assertEquals(0, metrics.sum("http2_errors_total", "cause", "flood"));
            assertTrue(metrics.value("http_connections") > 0);
        } finally {
            RunningService.stop(service);
        }
    }

    private Daemon start(int service) throws Exception {
        int port = Daemon.freePort();
        Path file = Files.writeString(
                directory.resolve("haproxy.cfg"), """
                global
                  maxconn 100
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 30s
                  timeout server 30s
                frontend clients
                  bind 127.0.0.1:%d
                  default_backend service
                backend service
                  server one 127.0.0.1:%d ssl verify required ca-file %s alpn h2
                """.formatted(port, service, directory.resolve("tls.crt")));
        return Daemon.start(port, directory.resolve("output"), Map.of(), "haproxy", "-f", file.toString());
    }
}
