package org.downloadtoken.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** The meters of the public port itself, whatever was asked for; shared by all event loops. */
public final class HttpMetrics {
    private final MeterRegistry registry;
    private final Map<Integer, Counter> problems = new ConcurrentHashMap<>();
    private final Counter connectionsRefused;
    private final Counter requestsTooSlow;
    private final Counter requestsShed;

    /** Also tells how many connections are open. */
    public HttpMetrics(MeterRegistry registry, IntSupplier open) {
        this.registry = registry;
        connectionsRefused = Counter.builder("http_connections_refused")
                .description("Connections that were closed at once, since too many were open")
                .register(registry);
        requestsTooSlow = Counter.builder("http_requests_too_slow")
                .description("Connections that were closed, since a request did not arrive in time")
                .register(registry);
        requestsShed = Counter.builder("http_requests_shed")
                .description("Requests that were answered 503 at once, since their event loop was behind")
                .register(registry);
        Gauge.builder("http_connections", open, IntSupplier::getAsInt)
                .strongReference(true)
                .description("Connections of the public port that are open")
                .register(registry);
    }

    /** The counter of problem answers with a status; one that is not there before them hides its first increase. */
    public Counter problems(int status) {
        return problems.computeIfAbsent(
                status,
                code -> Counter.builder("http_problems")
                        .description("Problem answers of the public port, by status")
                        .tag("status", String.valueOf(code))
                        .register(registry));
    }

    public void connectionRefused() {
        connectionsRefused.increment();
    }

    /** Counts requests that did not arrive in time. */
    public void requestsTooSlow(int requests) {
        requestsTooSlow.increment(requests);
    }

    /** Counts a request that came while its event loop was behind. */
    public void requestShed() {
        requestsShed.increment();
    }
}
