package org.downloadtoken.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {
    @ParameterizedTest
    @CsvSource({
        "200, GRANTED",
        "400, INVALID_REQUEST",
        "401, UNAUTHORIZED",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "413, INVALID_REQUEST",
        "422, INVALID_DATASET_ID",
        "429, RATE_LIMITED",
        "500, ERROR",
        "503, UNAVAILABLE"
    })
    void everyStatusHasItsOutcome(int status, Outcome outcome) {
        assertEquals(outcome, Outcome.ofStatus(status));
    }
}
