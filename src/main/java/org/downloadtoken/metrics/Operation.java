package org.downloadtoken.metrics;

import java.util.Locale;

/** What was asked for with a download token, or in its place; a closed set, since every value is a time series. */
public enum Operation {
    DOWNLOAD,
    /** A proxy asks whether a download may pass. */
    VERIFY;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
