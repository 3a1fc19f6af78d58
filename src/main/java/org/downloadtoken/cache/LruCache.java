package org.downloadtoken.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache that removes the least recently used entry. It has no locks: it belongs to one event loop.
 *
 * <p>Caffeine is made for concurrent use; its bookkeeping costs each lookup more than this map does.
 */
public final class LruCache<K, V> {
    private final int maxEntries;
    private final Consumer<V> evicted;
    private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Creates a cache.
     *
     * @param evicted receives each value that is removed because the cache is full
     */
    public LruCache(int maxEntries, Consumer<V> evicted) {
        this.maxEntries = maxEntries;
        this.evicted = evicted;
    }

    /** Creates a cache whose evicted values need no cleanup. */
    public LruCache(int maxEntries) {
        this(maxEntries, value -> {});
    }

    public @Nullable V get(K key) {
        return entries.get(key);
    }

    public void put(K key, V value) {
        entries.put(key, value);
        if (entries.size() > maxEntries) {
            var leastRecentlyUsed = entries.values().iterator();
            V eldest = leastRecentlyUsed.next();
            leastRecentlyUsed.remove();
            evicted.accept(eldest);
        }
    }

    /** Removes an entry and returns its value; null if there is none. */
    public @Nullable V remove(K key) {
        return entries.remove(key);
    }

    public void clear() {
        entries.clear();
    }

    public int size() {
        return entries.size();
    }
}
