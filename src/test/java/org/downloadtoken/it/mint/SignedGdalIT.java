package org.downloadtoken.it.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Gdal;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.Test;

/** GDAL reads a file for longer than the life of a token. It renews its token 60 seconds before the end. */
class SignedGdalIT {
    private static final int TTL_SECONDS = 62;
    private static final int READS = 8;
    private static final int PAUSE_MS = 1_500;

    @Test
    void gdalRenewsItsTokenWhileItReads() throws IOException, InterruptedException {
        Tool.GDALINFO.require();
        int port = Daemon.freePort();
        String base = "http://127.0.0.1:" + port + "/api";
        DownloadTokenService service = RunningService.start(Map.of(
                "HTTP_PORT",
                String.valueOf(port),
                "PUBLIC_URL",
                base,
                "TOKEN_TTL_SECONDS",
                String.valueOf(TTL_SECONDS),
                "DOWNLOAD_ROOT",
                DemoCogs.directory().toString()));
        try {
            Metrics metrics = new Metrics(service.managementPort());
            String url = "http://127.0.0.1:" + port + ApiClient.download(DemoDataset.PUBLIC.id());

            assertEquals(values(DemoCogs.file().toString(), "", 0), values(signing(url), base, PAUSE_MS));

            double signed = metrics.sum("download_token_requests_total", "outcome", "granted");
            assertTrue(signed >= 3, () -> "signed " + signed + " times");
            assertEquals(0, metrics.sum("download_requests_total", "outcome", "unauthorized"));
        } finally {
            RunningService.stop(service);
        }
    }

    private static String signing(String url) {
        return "/vsicurl?pc_url_signing=yes&url=" + URLEncoder.encode(url, StandardCharsets.UTF_8);
    }

    /** The values of pixels that lie in different blocks. GDAL keeps no block, so it requests each one. */
    private static List<String> values(String file, String base, int pauseMs) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("gdallocationinfo", "-valonly", file).redirectErrorStream(true);
        builder.environment().putAll(Gdal.UNCACHED);
        builder.environment().put("VSICURL_PC_SAS_SIGN_HREF_URL", base + "/auth/sign?href=");
        Process process = builder.start();
        try (var coordinates = process.outputWriter()) {
            for (int i = 0; i < READS; i++) {
                coordinates.write((i % 4) * 300 + " " + (i / 4) * 300 + "\n");
                coordinates.flush();
                TimeUnit.MILLISECONDS.sleep(pauseMs); // GDAL must read when a token is almost used up
            }
        }
        try (var output = process.inputReader()) {
            List<String> values = output.lines().toList();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
            return values;
        }
    }
}
