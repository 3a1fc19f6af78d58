package org.downloadtoken.it.access.invalidation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.downloadtoken.chaos.RevocationChaos;
import org.downloadtoken.testing.revocation.HideSituation;
import org.downloadtoken.testing.revocation.RevocationRig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hidden dataset is refused within half a second of the commit; {@link RevocationChaos} asks it more often. */
class RevocationIT {
    @TempDir
    static Path directory;

    private static RevocationRig rig;

    @BeforeAll
    static void start() throws SQLException {
        rig = new RevocationRig(directory);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @ParameterizedTest
    @EnumSource
    void hiddenDatasetIsRefusedByEveryEventLoopWithinHalfASecond(HideSituation situation) throws SQLException {
        for (int round = 0; round < 2; round++) {
            List<Long> latest = rig.hide(situation, 3);
            assertTrue(
                    latest.stream().allMatch(millis -> millis <= 500), () -> "granted after milliseconds: " + latest);
        }
    }
}
