package org.downloadtoken.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.downloadtoken.testing.revocation.HideSituation;
import org.downloadtoken.testing.revocation.UsesRevocationRig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Hides datasets repeatedly in each situation, and reports when each was last granted. The system property
 * {@code revocation.rounds} sets the number of rounds, and {@code revocation.datasets} the number of datasets per round.
 */
public class RevocationChaos extends UsesRevocationRig {
    private static final int ROUNDS = Integer.getInteger("revocation.rounds", 13);
    private static final int DATASETS = Integer.getInteger("revocation.datasets", 4);
    private static final long PROMISED_MS = 500;

    private static final List<String> TABLE = new ArrayList<>(List.of(
            "| situation | hides | granted later than 500 ms | last grant after the commit, ms: median | longest |",
            "| --- | ---: | ---: | ---: | ---: |"));
    private static final List<String> HIDES = new ArrayList<>(List.of("situation;last grant after the commit, ms"));

    @AfterAll
    static void report() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "chaos"));
        Files.write(folder.resolve("revocation.md"), TABLE);
        Files.write(folder.resolve("revocation.csv"), HIDES);
    }

    @ParameterizedTest
    @EnumSource
    void noHiddenDatasetIsGrantedLate(HideSituation situation) throws SQLException {
        List<Long> last = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            last.addAll(rig().hide(situation, DATASETS));
        }
        last.forEach(millis -> HIDES.add(situation + ";" + millis));
        last.sort(null);
        long late = last.stream().filter(millis -> millis > PROMISED_MS).count();
        TABLE.add("| %s | %d | %d | %d | %d |"
                .formatted(situation, last.size(), late, last.get(last.size() / 2), last.get(last.size() - 1)));
        assertEquals(0, late, situation::toString);
    }
}
