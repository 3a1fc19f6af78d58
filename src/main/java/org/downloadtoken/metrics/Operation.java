package org.downloadtoken.metrics;

import java.util.Locale;

/** An operation that a download token authorizes. The set is closed, since every value is a time series. */
public enum Operation {
    DOWNLOAD,
    /** A proxy verifies the download request of its client. */
    VERIFY;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
