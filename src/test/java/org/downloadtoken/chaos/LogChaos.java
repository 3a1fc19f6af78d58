package org.downloadtoken.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A standard output that nobody reads delays nobody. */
class LogChaos {
    @TempDir
    Path directory;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anUnreadPipeStopsNothing() throws Exception {
        SituationReport report = new SituationReport();
        Map<String, String> settings = RunningService.environment(Map.of("AUDIT_LOG", "on", "LOG_LEVEL", "DEBUG"));
        try (ServiceProcess service = ServiceProcess.withUnreadOutput(directory, settings)) {
            PlainClient client = new PlainClient(service.port());
            new MintProbe(service).run(5_000); // its audit lines fill the pipe
            UUID broken = Rasters.add("public", "raster_dataset", "remote", "not a url");
            String token = new ApiClient(service.port()).token(broken);
            for (int i = 0; i < 20; i++) {
                assertEquals(
                        404,
                        client.request("GET", ApiClient.download(broken) + "?token=" + token)
                                .status(),
                        "the file cannot be served");
            }

            MintProbe.Result result = new MintProbe(service).run(20_000);
            report.add("the standard output is not read", result, "");
            assertEquals(0, result.failed());
            assertEquals(0, result.notLive());
            double dropped = new Metrics(service.managementPort()).value("audit_events_dropped_total");

            try (BufferedReader output = service.process().inputReader(StandardCharsets.UTF_8)) {
                long lines = 0;
                boolean warned = false;
                while (!warned) {
                    String line = output.readLine();
                    lines++;
                    warned = line.contains("WARN  UnservableAssetReporter");
                }
                report.add(
                        "it is read again",
                        new MintProbe(service).run(1_000),
                        "audit events dropped: " + (long) dropped + ", lines until the warning: " + lines);
            }
            service.terminate();
            assertTrue(service.process().waitFor(30, TimeUnit.SECONDS), "the process has not ended");
        }
        report.write("log");
    }

    @Test
    void whatAFullDiskDoesNotAcceptIsCounted() {
        Map<String, String> settings = RunningService.environment(Map.of("AUDIT_LOG", "on"));
        try (ServiceProcess service = ServiceProcess.withFullOutput(directory, settings)) {
            MintProbe.Result result = new MintProbe(service).run(2_000);

            assertEquals(0, result.failed());
            double dropped = new Metrics(service.managementPort()).value("log_events_dropped_total");
            assertTrue(dropped >= result.granted(), () -> "counted: " + dropped);
        }
    }

    @Test
    void aSignalEndsTheProcessThoughItsOutputIsNotRead() throws Exception {
        Map<String, String> settings = RunningService.environment(Map.of("AUDIT_LOG", "on"));
        try (ServiceProcess service = ServiceProcess.withUnreadOutput(directory, settings)) {
            new MintProbe(service).run(5_000);

            service.terminate();

            assertTrue(service.process().waitFor(40, TimeUnit.SECONDS), "the process has not ended");
            assertEquals(0, service.process().exitValue());
        }
    }
}
