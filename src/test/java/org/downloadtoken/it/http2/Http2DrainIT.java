package org.downloadtoken.it.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.http2.Frame;
import org.downloadtoken.testing.http2.RawHttp2;
import org.downloadtoken.testing.program.ServiceProcess;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stops a process while a connection of HTTP/2 has requests and a download in progress. */
class Http2DrainIT {
    private static final int FILE_BYTES = 1 << 20;
    private static final int DOWNLOAD = 1;
    private static final int MINT = 3;
    private static final TestCertificate CERTIFICATE = TestCertificate.named("drain");
    private static final SSLContext TRUST = TestCertificate.trusting(CERTIFICATE);

    @TempDir
    Path directory;

    @Test
    void drainAnnouncesItselfAndLosesNoRequest() throws Exception {
        Files.write(directory.resolve("drain.tif"), new byte[FILE_BYTES]);
        UUID dataset = Rasters.withFile("drain.tif");
        Map<String, String> settings = new HashMap<>(CERTIFICATE.in(directory));
        settings.putAll(Map.of("DOWNLOAD_ROOT", directory.toString(), "DRAIN_SECONDS", "2"));
        try (ServiceProcess service = new ServiceProcess(directory, RunningService.environment(settings));
                RawHttp2 http2 = RawHttp2.open(service.port(), TRUST)) {
            String token = PlainClient.overHttp2(service.port(), TRUST)
                    .request("POST", ApiClient.MINT + dataset)
                    .token();
            http2.send(http2.request(DOWNLOAD, "GET", ApiClient.download(dataset) + "?token=" + token));
            assertEquals(
                    200,
                    http2.status(
                            http2.await(frame -> frame.type() == Frame.HEADERS).orElseThrow()));

            service.terminate();
            service.awaitReady(503);
            Frame goAway = goAway(http2);
            assertEquals(Integer.MAX_VALUE, goAway.payload().getInt(0));
            http2.send(http2.request(MINT, "POST", ApiClient.MINT + DemoDataset.PUBLIC.id()));
            assertEquals(
                    200,
                    http2.status(
                            http2.await(frame -> frame.type() == Frame.HEADERS).orElseThrow()));
            assertEquals(MINT, goAway(http2).payload().getInt(0)); // the port is closed; the download may go on
            http2.send(Frame.number(Frame.WINDOW_UPDATE, 0, FILE_BYTES));
            http2.send(Frame.number(Frame.WINDOW_UPDATE, DOWNLOAD, FILE_BYTES));
            assertTrue(http2.await(frame -> frame.streamId() == DOWNLOAD && frame.isLast())
                    .isPresent());
            assertEquals(Optional.empty(), http2.await(frame -> false));
            assertTrue(service.process().waitFor(10, TimeUnit.SECONDS));
        }
    }

    private static Frame goAway(RawHttp2 http2) throws IOException {
        Frame goAway = http2.await(frame -> frame.type() == Frame.GOAWAY).orElseThrow();
        assertEquals(0, goAway.errorCode());
        return goAway;
    }
}
