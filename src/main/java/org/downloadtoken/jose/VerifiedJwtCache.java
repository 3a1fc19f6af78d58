package org.downloadtoken.jose;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Caches what verified JWTs contain, by their exact bytes, so that a signature is verified once. An entry is valid until the
 * JWT expires, and only while the key that verified it is in the key set. Shared by all event loops: a client's next
 * connection may belong to another one.
 *
 * @param <T> the relevant claims
 */
public final class VerifiedJwtCache<T> {
    /** The memory of all entries for each event loop, in bytes. */
    public static final int BYTES_PER_EVENT_LOOP = 8 << 20;

    /** An entry without the JWT itself: the claims, the key set's reference, and the nodes of the cache. */
    static final int OVERHEAD_BYTES = 512;

    /** The claims of a JWT, and the latest key set that contains the key. */
    private record Entry<T>(T claims, double expiresAt, KeySet.Entry key, KeySet keys) {}

    private final Cache<String, Entry<T>> entries;
    private final Clock clock;

    /** Creates a cache with the memory for this number of event loops. */
    public VerifiedJwtCache(int eventLoops, Clock clock) {
        this.clock = clock;
        this.entries = Caffeine.newBuilder()
                .maximumWeight((long) eventLoops * BYTES_PER_EVENT_LOOP)
                .weigher((String jwt, Entry<T> entry) -> jwt.length() + OVERHEAD_BYTES)
                .executor(Runnable::run) // maintenance is too short for another thread
                .build();
    }

    /** The claims of a JWT that one of these keys has verified and that has not expired. */
    @SuppressWarnings("ReferenceEquality") // a key set is replaced as a whole
    public Optional<T> get(String jwt, KeySet keys) {
        @Nullable Entry<T> entry = entries.getIfPresent(jwt);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.expiresAt() <= clock.millis() / 1000.0) {
            entries.invalidate(jwt);
            return Optional.empty();
        }
        if (entry.keys() != keys) {
            if (!keys.entries().contains(entry.key())) {
                entries.invalidate(jwt);
                return Optional.empty();
            }
            put(jwt, entry.claims(), entry.expiresAt(), entry.key(), keys);
        }
        return Optional.of(entry.claims());
    }

    /**
     * Adds the claims of a JWT.
     *
     * @param expiresAt in seconds since the epoch
     * @param key the key that verified it, which is in the key set
     */
    public void put(String jwt, T claims, double expiresAt, KeySet.Entry key, KeySet keys) {
        entries.put(jwt, new Entry<>(claims, expiresAt, key, keys));
    }
}
