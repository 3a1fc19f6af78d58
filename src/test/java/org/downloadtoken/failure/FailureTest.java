package org.downloadtoken.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {
    @ParameterizedTest
    @EnumSource
    void theOutcomeFollowsTheStatus(Failure failure) {
        Outcome expected = switch (failure.status()) {
            case 401 -> Outcome.UNAUTHORIZED;
            case 403 -> Outcome.FORBIDDEN;
            case 404 -> Outcome.NOT_FOUND;
            case 422 -> failure == Failure.BATCH_SIZE ? Outcome.INVALID_REQUEST : Outcome.INVALID_DATASET_ID;
            case 429 -> Outcome.RATE_LIMITED;
            case 500 -> Outcome.ERROR;
            case 503 -> Outcome.UNAVAILABLE;
            default -> Outcome.INVALID_REQUEST;
        };
        assertEquals(expected, failure.outcome());
        assertNotEquals(Outcome.GRANTED, failure.outcome());
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE_MISSING", "PATH_UNKNOWN"})
    void missingAndHiddenDatasetsHaveTheSameAnswer(Failure missing) {
        assertEquals(Failure.DATASET_HIDDEN.title(), missing.title());
        assertEquals(Failure.DATASET_HIDDEN.detail(), missing.detail());
    }

    @Test
    void anUnexpectedExceptionIsAnInternalError() {
        assertEquals(Failure.INTERNAL_ERROR, Failure.of(new IllegalStateException("unexpected")));
        assertEquals(Failure.RATE_LIMITED, Failure.of(new RequestFailure(Failure.RATE_LIMITED)));
    }
}
