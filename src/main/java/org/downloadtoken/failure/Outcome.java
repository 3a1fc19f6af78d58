package org.downloadtoken.failure;

import java.util.Locale;

/** How a request ended. The set is closed, since every value is a time series. */
public enum Outcome {
    GRANTED,
    INVALID_REQUEST,
    INVALID_DATASET_ID,
    UNAUTHORIZED,
    FORBIDDEN,
    NOT_FOUND,
    RATE_LIMITED,
    UNAVAILABLE,
    ERROR;

    /** The value as metrics and audit lines write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
