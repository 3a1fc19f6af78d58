package org.downloadtoken.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.downloadtoken.config.setting.ChoiceSetting;
import org.downloadtoken.config.setting.IntSetting;
import org.downloadtoken.config.setting.Setting;

/**
 * The cache of public datasets.
 *
 * @param ttl how long an entry is used; zero disables the cache
 */
public record PublicCache(Duration ttl, Invalidation invalidation) {
    /** What removes an entry of the cache. */
    public enum Invalidation {
        /** Only its age. */
        TTL,
        /** Its age or a notification of the catalog. While no notification can be received, the cache is not used. */
        NOTIFY
    }

    static final IntSetting TTL_MS = new IntSetting(
            "PUBLIC_CACHE_TTL_MS",
            5_000,
            0,
            60_000,
            "Milliseconds for which the service caches that a dataset is public; 0 disables the cache.");

    static final ChoiceSetting<Invalidation> INVALIDATION = new ChoiceSetting<>(
            "PUBLIC_CACHE_INVALIDATION",
            Invalidation.class,
            "ttl",
            "notify also removes a cached dataset when the catalog notifies a change; ttl does not.");

    static final List<Setting> SETTINGS = List.of(TTL_MS, INVALIDATION);

    static PublicCache from(Map<String, String> values) {
        return new PublicCache(Duration.ofMillis(TTL_MS.read(values)), INVALIDATION.read(values));
    }

    /** Whether the service has to receive the catalog's notifications. */
    public boolean isNotified() {
        return invalidation == Invalidation.NOTIFY && !ttl.isZero();
    }
}
