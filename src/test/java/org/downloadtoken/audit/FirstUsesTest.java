package org.downloadtoken.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstUsesTest {
    private static final Duration LIFE = Duration.ofSeconds(120);

    private long now;
    private final FirstUses uses = new FirstUses(() -> now);

    @Test
    void firstUseOfEachKeyIsFirst() {
        assertTrue(uses.isFirst("a", LIFE));
        assertTrue(uses.isFirst("b", LIFE));
        assertFalse(uses.isFirst("a", LIFE));
        assertFalse(uses.isFirst("b", LIFE));
    }

    @Test
    void useIsRememberedForItsLife() {
        uses.isFirst("a", LIFE);
        uses.isFirst("b", LIFE.multipliedBy(2));

        now += LIFE.toNanos() - 1;
        assertFalse(uses.isFirst("a", LIFE));
        now += 1;

        assertTrue(uses.isFirst("a", LIFE));
        assertFalse(uses.isFirst("b", LIFE));
    }

    @Test
    void numberOfKeysIsLimited() {
        IntStream.range(0, FirstUses.MAX_ENTRIES + 1_000).forEach(key -> uses.isFirst(key, LIFE));

        assertEquals(FirstUses.MAX_ENTRIES, uses.size());
    }

    @Test
    void oneOfManyThreadsIsFirst() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Callable<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            tasks.add(() -> {
                start.await();
                return IntStream.range(0, 10_000)
                        .filter(key -> uses.isFirst(key, LIFE))
                        .count();
            });
        }
        long first = 0;
        for (Future<Long> task : pool.invokeAll(tasks)) {
            first += task.get();
        }
        pool.shutdown();

        assertEquals(10_000, first);
    }
}
