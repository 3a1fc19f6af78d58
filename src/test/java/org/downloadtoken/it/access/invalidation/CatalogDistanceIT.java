package org.downloadtoken.it.access.invalidation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.catalog.TcpGate;
import org.downloadtoken.testing.program.ServiceProcess;
import org.downloadtoken.testing.revocation.RevocationRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a distant Postgres behind a proxy that delays all bytes. */
class CatalogDistanceIT {
    @TempDir
    Path directory;

    private final TcpGate gate = new TcpGate(RunningService.catalog().port());

    @BeforeEach
    void install() throws IOException {
        RunningService.catalog().execute(Files.readString(Path.of("conf", "sql", "invalidation.sql")));
    }

    @AfterEach
    void uninstall() throws IOException {
        gate.close();
        RunningService.catalog().execute(Files.readString(Path.of("conf", "sql", "invalidation-uninstall.sql")));
    }

    @Test
    void cacheHasNoGapAtARoundTripOf250Milliseconds() throws Exception {
        gate.roundTrip(250);
        try (ServiceProcess service = start()) {
            awaitUsable(service, true);
            TimeUnit.SECONDS.sleep(2);
            int gaps = 0;
            for (int i = 0; i < 250; i++) {
                gaps += usable(service) ? 0 : 1;
                TimeUnit.MILLISECONDS.sleep(20);
            }

            assertEquals(0, gaps, service::output);
        }
    }

    @Test
    void tooLongRoundTripIsLogged() throws Exception {
        try (ServiceProcess service = start()) {
            awaitUsable(service, true);

            gate.roundTrip(600);
            awaitUsable(service, false);
            awaitLogged(service, "the round trip to the catalog takes longer than 450 ms");

            gate.roundTrip(0);
            awaitUsable(service, true);
        }
    }

    @Test
    void missingTriggerIsLoggedOnce() throws Exception {
        RunningService.catalog().execute("DROP TRIGGER download_token_deleted ON catalog.datasets");
        try (ServiceProcess service = start()) {
            awaitLogged(service, "trigger download_token_deleted of catalog.datasets is not installed");

            assertEquals(
                    1,
                    service.output()
                            .lines()
                            .filter(line -> line.contains("are not cached"))
                            .count());
        }
    }

    private ServiceProcess start() {
        Map<String, String> environment = RunningService.environment(RevocationRig.SETTINGS);
        environment.put("POSTGRES_PORT", String.valueOf(gate.port()));
        return new ServiceProcess(directory, environment);
    }

    private static void awaitLogged(ServiceProcess service, String text) throws InterruptedException {
        for (int attempt = 0; !service.output().contains(text); attempt++) {
            assertTrue(attempt < 250, service::output);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void awaitUsable(ServiceProcess service, boolean expected) throws InterruptedException {
        for (int attempt = 0; usable(service) != expected; attempt++) {
            assertTrue(attempt < 500, service::output);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static boolean usable(ServiceProcess service) {
        return new PlainClient(service.managementPort())
                .request("GET", "/metrics")
                .body()
                .contains("public_dataset_cache_usable 1.0");
    }
}
