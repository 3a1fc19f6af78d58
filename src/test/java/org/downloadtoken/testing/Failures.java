package org.downloadtoken.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.FailureHeaders;
import org.downloadtoken.failure.RequestFailure;
import org.junit.jupiter.api.function.Executable;

/** Assertions about failed requests. */
public final class Failures {
    private Failures() {}

    public static void assertFailure(Failure expected, Throwable thrown) {
        assertEquals(expected, assertInstanceOf(RequestFailure.class, thrown).failure());
    }

    /** Asserts that the call fails with this failure, and returns its detail. */
    public static FailureHeaders assertFails(Failure expected, Executable call) {
        RequestFailure failed = assertThrows(RequestFailure.class, call);
        assertEquals(expected, failed.failure());
        return failed.headers();
    }
}
