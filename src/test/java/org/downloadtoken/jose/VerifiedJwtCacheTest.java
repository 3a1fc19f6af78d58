package org.downloadtoken.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifiedJwtCacheTest {
    private static final KeySet KEYS = KeySet.sharedSecret(Jwts.SECRET);
    private static final KeySet.Entry KEY = KEYS.entries().get(0);
    private static final KeySet.Entry OTHER =
            KeySet.sharedSecret("another secret of 32 bytes or more").entries().get(0);

    private final VerifiedJwtCache<Integer> cache =
            new VerifiedJwtCache<>(1, Clock.fixed(Instant.ofEpochSecond(Jwts.NOW), ZoneOffset.UTC));

    @Test
    void onlyTheExactBytesAreFound() {
        cache.put("a.b.c", 1, Jwts.NOW + 1, KEY, KEYS);

        assertEquals(Optional.of(1), cache.get("a.b.c", KEYS));
        assertEquals(Optional.empty(), cache.get("a.b.C", KEYS));
        assertEquals(Optional.empty(), cache.get("a.b.c.", KEYS));
    }

    @Test
    void anExpiredJwtIsNotFound() {
        cache.put("a.b.c", 1, Jwts.NOW, KEY, KEYS);

        assertEquals(Optional.empty(), cache.get("a.b.c", KEYS));
    }

    @Test
    void anEntryIsValidWhileItsKeyIsInTheSet() {
        cache.put("a.b.c", 1, Jwts.NOW + 1, KEY, KEYS);

        assertEquals(Optional.of(1), cache.get("a.b.c", new KeySet(List.of(OTHER, KEY), false)));
        assertEquals(Optional.empty(), cache.get("a.b.c", new KeySet(List.of(OTHER), false)));
        assertEquals(Optional.empty(), cache.get("a.b.c", KEYS), "the entry is removed");
    }

    @Test
    void theMemoryIsBounded() {
        String padding = "a".repeat(12 << 10);
        int fit = VerifiedJwtCache.BYTES_PER_EVENT_LOOP / padding.length();
        for (int i = 0; i < 2 * fit; i++) {
            cache.put(padding + i, i, Jwts.NOW + 1, KEY, KEYS);
        }

        long found = 0;
        for (int i = 0; i < 2 * fit; i++) {
            found += cache.get(padding + i, KEYS).isPresent() ? 1 : 0;
        }
        long entries = found;
        assertTrue(entries > fit / 2 && entries <= fit, () -> "entries: " + entries);
    }
}
