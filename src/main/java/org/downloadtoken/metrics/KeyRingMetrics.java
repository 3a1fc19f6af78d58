package org.downloadtoken.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters of the key ring and its reloads. Thread-safe. */
public final class KeyRingMetrics {
    private final Counter changes;
    private final Counter refusals;
    private final AtomicInteger stale = new AtomicInteger();

    KeyRingMetrics(MeterRegistry registry) {
        changes = reloads(registry, "changed");
        refusals = reloads(registry, "refused");
        Gauge.builder("key_ring_stale", stale, AtomicInteger::get)
                .description("1 while the key directory is unusable and the service uses the previous key ring.")
                .register(registry);
    }

    /** Counts a change of the key directory that was loaded. */
    public void changed() {
        changes.increment();
    }

    /** Counts a change of the key directory that was refused. */
    public void refused() {
        refusals.increment();
    }

    public void stale(boolean isStale) {
        stale.set(isStale ? 1 : 0);
    }

    private static Counter reloads(MeterRegistry registry, String result) {
        return Counter.builder("key_ring_reloads")
                .description("Changes of the key directory, by whether they were loaded or refused.")
                .tag("result", result)
                .register(registry);
    }
}
