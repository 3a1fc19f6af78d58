package org.downloadtoken.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.downloadtoken.testing.program.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restarts the instances one after the other, like a rollout. */
class RestartChaos {
    private static final int ENOUGH = 100_000;

    @TempDir
    Path directory;

    @Test
    void aRollingRestartFailsNoRequest() throws Exception {
        Map<String, String> settings = Map.of("PUBLIC_CACHE_INVALIDATION", "notify", "DRAIN_SECONDS", "1");
        try (ChaosRig rig = new ChaosRig(directory, "restart", settings, 500)) {
            long requests = 0;
            for (int round = 1; requests < ENOUGH; round++) {
                ChaosLoad.Result result = rig.phase("both restarted, round " + round, () -> {
                    for (ServiceProcess service : rig.instances()) {
                        service.restart();
                    }
                });
                assertEquals(0, result.unavailable());
                requests += result.requests();
                assertTrue(round < 60, "too few requests a round");
            }
        }
    }
}
