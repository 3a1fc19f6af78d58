package org.downloadtoken.metrics;

import java.util.Locale;

/** The result of a lookup in a cache. */
public enum CacheResult {
    HIT,
    MISS,
    /** The same request is in flight already, and both share its decision. */
    SHARED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
