package org.downloadtoken.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockDifferenceTest {
    private static final Instant SENT = Instant.parse("2026-11-27T12:00:00Z");
    private static final Instant RECEIVED = SENT.plusMillis(100);

    /** The server read its clock between both times of this host. Only what this cannot explain is a difference. */
    @ParameterizedTest
    @CsvSource({"5100, 5000", "200, 100", "100, 0", "50, -50", "0, 0", "-100, 100", "-5000, 5000"})
    void timeOnTheWayIsNoDifference(long theirs, long expected) {
        assertEquals(Duration.ofMillis(expected), ClockDifference.atLeast(SENT, SENT.plusMillis(theirs), RECEIVED));
    }
}
