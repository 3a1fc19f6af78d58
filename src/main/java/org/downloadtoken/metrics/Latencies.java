package org.downloadtoken.metrics;

import java.time.Duration;

/** The buckets of latency histograms: from 0.5 ms to 2.5 s. */
final class Latencies {
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500)
    };

    private Latencies() {}

    static Duration[] buckets() {
        return BUCKETS.clone();
    }
}
