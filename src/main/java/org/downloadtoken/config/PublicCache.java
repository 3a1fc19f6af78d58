package org.downloadtoken.config;

import java.time.Duration;

/**
 * How it is remembered that a dataset is public.
 *
 * @param ttl for how long at most; zero is not at all
 * @param invalidation what ends it before
 */
public record PublicCache(Duration ttl, Invalidation invalidation) {
    /** What ends an entry of the cache. */
    public enum Invalidation {
        /** Its age alone. */
        TTL,
        /** Also a notification from the catalog; while that is not heard, nothing is cached. */
        NOTIFY
    }

    static PublicCache from(SettingReader read) {
        return new PublicCache(
                Duration.ofMillis(read.number(Setting.PUBLIC_CACHE_TTL_MS, 0, 60_000)),
                read.choice(Setting.PUBLIC_CACHE_INVALIDATION, Invalidation.class));
    }

    /** Whether the catalog has to be heard. */
    public boolean isNotified() {
        return invalidation == Invalidation.NOTIFY && !ttl.isZero();
    }
}
