package org.downloadtoken.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** Meters of the public port, independent of the operation. Thread-safe. */
public final class HttpMetrics {
    private final MeterRegistry registry;
    private final Map<Integer, Counter> problems = new ConcurrentHashMap<>();
    private final Counter connectionsRefused;
    private final Counter requestsTooSlow;
    private final Counter requestsRejected;

    /** Registers the meters; the gauge of connections reads {@code open}. */
    public HttpMetrics(MeterRegistry registry, IntSupplier open) {
        this.registry = registry;
        connectionsRefused = Counter.builder("http_connections_refused")
                .description("Connections closed because the connection limit was reached.")
                .register(registry);
        requestsTooSlow = Counter.builder("http_requests_too_slow")
                .description("Connections closed because a request did not arrive in time.")
                .register(registry);
        requestsRejected = Counter.builder("http_requests_shed")
                .description("Requests rejected with 503 because the event loop was overloaded.")
                .register(registry);
        Gauge.builder("http_connections", open, IntSupplier::getAsInt)
                .strongReference(true)
                .description("Open connections of the public port.")
                .register(registry);
    }

    /** The counter of problem responses with a status. Prometheus misses the first increase of a counter that is new. */
    public Counter problems(int status) {
        return problems.computeIfAbsent(
                status,
                code -> Counter.builder("http_problems")
                        .description("Problem responses of the public port, by status.")
                        .tag("status", String.valueOf(code))
                        .register(registry));
    }

    public void connectionRefused() {
        connectionsRefused.increment();
    }

    /** Counts connections closed because a request did not arrive in time. */
    public void requestsTooSlow(int requests) {
        requestsTooSlow.increment(requests);
    }

    /** Counts a request that was rejected because the event loop was overloaded. */
    public void requestRejected() {
        requestsRejected.increment();
    }
}
