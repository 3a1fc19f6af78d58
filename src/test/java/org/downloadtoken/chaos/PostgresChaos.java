package org.downloadtoken.chaos;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.downloadtoken.testing.program.ServiceProcess;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Causes the faults of Postgres one after the other. */
class PostgresChaos {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"notify, 60000, 500", "ttl, 1000, 1500"})
    void whateverHappensToPostgresNoAnswerIsWrong(String invalidation, String ttl, int boundMillis) throws Exception {
        Map<String, String> settings = Map.of("PUBLIC_CACHE_INVALIDATION", invalidation, "PUBLIC_CACHE_TTL_MS", ttl);
        try (ChaosRig rig = new ChaosRig(directory, "postgres-" + invalidation, settings, boundMillis)) {
            rig.phase("nothing", () -> ServiceProcess.pause(8_000));
            rig.phase("every backend killed, ten times", () -> {
                for (int i = 0; i < 10; i++) {
                    terminate(rig, "usename = 'download_token_service'");
                    ServiceProcess.pause(200);
                }
            });
            rig.phase("the listening backend killed at random", () -> {
                for (int i = 0; i < 40; i++) {
                    terminate(rig, "query LIKE 'LISTEN%'");
                    ServiceProcess.pause(ThreadLocalRandom.current().nextInt(400));
                }
            });
            rig.phase("stopped at once, connections refused", () -> {
                rig.catalog().stop("immediate");
                ServiceProcess.pause(3_000);
                rig.catalog().start();
            });
            rig.phase("restarted", () -> {
                rig.catalog().stop("fast");
                rig.catalog().start();
            });
            rig.phase("frozen", () -> {
                rig.catalog().freeze();
                ServiceProcess.pause(5_000);
                rig.catalog().thaw();
            });
            rig.phase("a locked table", () -> lock(rig));
            rig.phase("no connection left", () -> {
                rig.catalog().execute("ALTER ROLE download_token_service CONNECTION LIMIT 0");
                terminate(rig, "usename = 'download_token_service'");
                ServiceProcess.pause(3_000);
                rig.catalog().execute("ALTER ROLE download_token_service CONNECTION LIMIT -1");
            });
            rig.phase("failed over to another host", rig::failOver);
            for (ServiceProcess service : rig.instances()) {
                assertFalse(service.output().contains("Z ERROR "), service::output);
            }
        }
    }

    private static void lock(ChaosRig rig) throws Exception {
        try (Connection locking = rig.catalog().connect();
                Statement statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("LOCK TABLE catalog.records IN ACCESS EXCLUSIVE MODE");
            ServiceProcess.pause(3_000);
            locking.rollback();
        }
    }

    private static void terminate(ChaosRig rig, String which) {
        rig.catalog().execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + which);
    }
}
