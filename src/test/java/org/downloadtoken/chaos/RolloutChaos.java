package org.downloadtoken.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.helm.Chart;
import org.downloadtoken.testing.rollout.PodTimings;
import org.downloadtoken.testing.rollout.Rollout;
import org.downloadtoken.testing.rollout.RolloutLoad;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replaces the instances with the timings of the chart, below clients of TLS that repeat no request that they have
 * sent. No proxy repeats one either, unlike in {@link RestartChaos}.
 */
class RolloutChaos {
    private static final long ENOUGH = Long.getLong("rollout.requests", 50_000);
    private static final TestCertificate CERTIFICATE = TestCertificate.named("rollout");

    @TempDir
    Path directory;

    @Test
    void rolloutWithTheTimingsOfTheChartFailsNoRequest() throws Exception {
        PodTimings shipped = PodTimings.of(Chart.SHIPPED.render(Chart.values("tls")));
        PodTimings timings = shipped.withStop(
                Long.getLong("rollout.pre-stop", shipped.preStop()), Long.getLong("rollout.drain", shipped.drain()));
        Map<String, String> settings = new HashMap<>(CERTIFICATE.in(directory));
        settings.put("DOWNLOAD_ROOT", DemoCogs.directory().toString());
        settings.put("EVENT_LOOPS", "1");
        SSLContext trust = TestCertificate.trusting(CERTIFICATE);
        try (Rollout rollout = new Rollout(directory, RunningService.environment(settings), timings);
                RolloutLoad load =
                        new RolloutLoad(rollout.port(), trust, directory.resolve("tls.crt"), DemoCogs.file())) {
            long requests = 0;
            for (int replaced = 0; requests < ENOUGH; replaced++) {
                assertTrue(replaced < 40, "too few requests");
                rollout.replaceAll();
                requests = load.requests().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                report(timings, replaced + 1, load);
            }
            assertEquals(Map.of(), load.stop());
        }
    }

    private static void report(PodTimings timings, int rollouts, RolloutLoad load) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(timings.toString());
        lines.add(String.format(
                Locale.ROOT,
                "%d rollouts, requests: %s, prevented by GOAWAY and sent later: %d, failed: %s",
                rollouts,
                load.requests(),
                load.notSent(),
                load.failures()));
        Files.write(Files.createDirectories(Path.of("target", "chaos")).resolve("rollout.md"), lines);
    }
}
