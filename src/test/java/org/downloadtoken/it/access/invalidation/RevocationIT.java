package org.downloadtoken.it.access.invalidation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.downloadtoken.chaos.RevocationChaos;
import org.downloadtoken.testing.revocation.HideSituation;
import org.downloadtoken.testing.revocation.UsesRevocationRig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests revocation within half a second after the commit. {@link RevocationChaos} repeats it more often. */
class RevocationIT extends UsesRevocationRig {
    @ParameterizedTest
    @EnumSource
    void hiddenDatasetIsRefusedByEveryEventLoopWithinHalfASecond(HideSituation situation) throws SQLException {
        for (int round = 0; round < 2; round++) {
            List<Long> latest = rig().hide(situation, 3);
            assertTrue(
                    latest.stream().allMatch(millis -> millis <= 500), () -> "granted after milliseconds: " + latest);
        }
    }
}
