package org.downloadtoken.failure;

import java.util.Locale;

/** How a request ended; a closed set, since every value is a time series. */
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

    /** The outcome that an HTTP status stands for. */
    public static Outcome ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 422 -> INVALID_DATASET_ID;
            case 429 -> RATE_LIMITED;
            case 503 -> UNAVAILABLE;
            default -> {
                if (status < 400) {
                    yield GRANTED;
                }
                yield status < 500 ? INVALID_REQUEST : ERROR;
            }
        };
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
