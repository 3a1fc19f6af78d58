package org.downloadtoken.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.DoubleSupplier;

/** Meters of the keys that another issuer of sessions publishes. Thread-safe. */
public final class SessionKeyMetrics {
    private final MeterRegistry registry;

    SessionKeyMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Registers the age of the key set, in seconds. */
    public void age(DoubleSupplier seconds) {
        Gauge.builder("session_keys_age_seconds", seconds, DoubleSupplier::getAsDouble)
                .strongReference(true)
                .description("Time since the keys of the session issuer were last fetched.")
                .baseUnit("seconds")
                .register(registry);
        fetches(true);
        fetches(false);
    }

    /** Counts a fetch of the keys. */
    public void fetched(boolean succeeded) {
        fetches(succeeded).increment();
    }

    private Counter fetches(boolean succeeded) {
        return Counter.builder("session_keys_fetches")
                .description("Fetches of the keys of the session issuer, by result.")
                .tag("result", succeeded ? "success" : "failure")
                .register(registry);
    }
}
