package org.downloadtoken.it.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.JarProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar without a cluster. */
class WithoutClusterIT {
    @TempDir
    Path directory;

    @Test
    void nothingOfHazelcastIsLoaded() throws Exception {
        Path classes = directory.resolve("classes");
        try (JarProcess process =
                JarProcess.start(directory, RunningService.environment(Map.of()), "-Xlog:class+load:file=" + classes)) {
            process.await("started");
            List<String> loaded = Files.readAllLines(classes);

            assertTrue(loaded.stream().anyMatch(line -> line.contains("org.downloadtoken.Main ")));
            assertEquals(
                    List.of(),
                    loaded.stream().filter(line -> line.contains("hazelcast")).toList());
        }
    }
}
