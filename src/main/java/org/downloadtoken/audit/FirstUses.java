package org.downloadtoken.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Remembers what was used before. Bounded: an entry needs up to 500 bytes. Above the maximum, entries are removed before their
 * time, and the next use counts as the first one again. Shared by all event loops.
 */
final class FirstUses {
    static final int MAX_ENTRIES = 50_000;

    private final Cache<Object, Duration> remembered;

    FirstUses(Ticker ticker) {
        remembered = Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .expireAfter(Expiry.creating((Object key, Duration life) -> life))
                .ticker(ticker)
                .executor(Runnable::run) // maintenance is too short for another thread
                .build();
    }

    /**
     * Whether this is the first use. Of several threads, one receives true.
     *
     * @param life how long the use is remembered
     */
    boolean isFirst(Object key, Duration life) {
        return remembered.asMap().putIfAbsent(key, life) == null;
    }

    /** The next use counts as the first one again. */
    void forget(Object key) {
        remembered.invalidate(key);
    }

    /** The number of entries. */
    long size() {
        remembered.cleanUp();
        return remembered.estimatedSize();
    }
}
