package org.downloadtoken.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** Meters of the public port, independent of the operation. Thread-safe. */
public final class HttpMetrics {
    private final MeterRegistry registry;
    private final Map<Integer, Counter> problems = new ConcurrentHashMap<>();
    private final Counter connectionsRefused;
    private final Counter requestsTooSlow;
    private final Counter responsesStalled;
    private final Counter handshakesFailed;
    private final Map<Http2Failure, Counter> http2Failures = new EnumMap<>(Http2Failure.class);
    private final Counter requestsRejected;

    /** Registers the meters; the gauge of connections reads {@code open}. */
    public HttpMetrics(MeterRegistry registry, IntSupplier open) {
        this.registry = registry;
        connectionsRefused = Counter.builder("http_connections_refused")
                .description("Connections closed because the connection limit was reached.")
                .register(registry);
        requestsTooSlow = Counter.builder("http_requests_too_slow")
                .description(
                        "Connections closed, or streams of HTTP/2 reset, because a request did not arrive in time.")
                .register(registry);
        handshakesFailed = Counter.builder("tls_handshakes_failed")
                .description("TLS handshakes of the public port that failed or did not end in time.")
                .register(registry);
        responsesStalled = Counter.builder("http2_responses_stalled")
                .description("Streams of HTTP/2 reset because the client accepted no data of the response for 60 s.")
                .register(registry);
        for (Http2Failure failure : Http2Failure.values()) {
            http2Failures.put(failure, http2Failures(failure));
        }
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

    private Counter http2Failures(Http2Failure failure) {
        return Counter.builder("http2_errors")
                .description("HTTP/2 connections closed, or requests reset, because of what the client sent.")
                .tag("cause", failure.tag())
                .register(registry);
    }

    public void handshakeFailed() {
        handshakesFailed.increment();
    }

    public void connectionRefused() {
        connectionsRefused.increment();
    }

    /** Counts responses of HTTP/2 that the client did not read. */
    public void responsesStalled(int responses) {
        responsesStalled.increment(responses);
    }

    /** Counts a connection or a request that was ended because of what the client sent. */
    public void http2Failed(Http2Failure failure) {
        Objects.requireNonNull(http2Failures.get(failure)).increment();
    }

    /** Counts requests that did not arrive in time. */
    public void requestsTooSlow(int requests) {
        requestsTooSlow.increment(requests);
    }

    /** Counts a request that was rejected because the event loop was overloaded. */
    public void requestRejected() {
        requestsRejected.increment();
    }
}
