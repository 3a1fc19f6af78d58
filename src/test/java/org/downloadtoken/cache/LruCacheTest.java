package org.downloadtoken.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LruCacheTest {
    private final List<Integer> evicted = new ArrayList<>();
    private final LruCache<String, Integer> cache = new LruCache<>(2, evicted::add);

    @Test
    void theLeastRecentlyUsedEntryIsEvicted() {
        cache.put("a", 1);
        cache.put("b", 2);
        cache.get("a");

        cache.put("c", 3);

        assertEquals(List.of(2), evicted);
        assertEquals(2, cache.size());
        assertNull(cache.get("b"));
        assertEquals(1, cache.get("a"));
    }

    @Test
    void aReplacedOrRemovedEntryIsNotEvicted() {
        cache.put("a", 1);
        cache.put("a", 2);
        cache.put("b", 3);

        assertEquals(2, cache.remove("a"));
        assertNull(cache.remove("a"));
        assertEquals(List.of(), evicted);
    }

    @Test
    void clearRemovesEverything() {
        cache.put("a", 1);

        cache.clear();

        assertEquals(0, cache.size());
        assertNull(cache.get("a"));
    }
}
