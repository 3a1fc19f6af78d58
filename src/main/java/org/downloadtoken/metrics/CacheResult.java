package org.downloadtoken.metrics;

import java.util.Locale;

/** What an anonymous question met in the cache of public datasets. */
public enum CacheResult {
    HIT,
    MISS,
    /** The same question was in flight already; its answer is shared. */
    SHARED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
