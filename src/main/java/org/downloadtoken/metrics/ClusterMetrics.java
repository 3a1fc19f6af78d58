package org.downloadtoken.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.function.IntSupplier;

/** Meters of an instance in a cluster. Without a cluster they do not exist. Thread-safe. */
public final class ClusterMetrics {
    private final MeterRegistry registry;
    private final Counter repeated;
    private final Counter gaps;
    private final Counter rateLimitFallbacks;

    /** Registers the meters. */
    public ClusterMetrics(MeterRegistry registry) {
        this.registry = registry;
        repeated = Counter.builder("cluster_access_request_retries")
                .description(
                        "Access requests that were sent to a second access node, because the first one was lost or silent, or its catalog did not answer.")
                .register(registry);
        gaps = Counter.builder("cluster_lease_gaps")
                .description("Times that a message of an access node was missing, so that the lease ended.")
                .register(registry);
        rateLimitFallbacks = Counter.builder("rate_limit_fallbacks")
                .description(
                        "Decisions of the rate limit by this instance alone, because the cluster did not answer in time.")
                .register(registry);
    }

    /** Registers a gauge of the access nodes that answer this edge. */
    public void accessNodes(IntSupplier healthy) {
        Gauge.builder("cluster_access_nodes", healthy, IntSupplier::getAsInt)
                .strongReference(true)
                .description("Access nodes that answer this edge from the catalog.")
                .register(registry);
    }

    /** Registers a gauge of the members of the cluster. */
    public void members(IntSupplier members) {
        Gauge.builder("cluster_members", members, IntSupplier::getAsInt)
                .strongReference(true)
                .description("Members of the cluster that Hazelcast knows, with this one.")
                .register(registry);
    }

    /** Registers a gauge of the edges that request leases from this access node. */
    public void edges(IntSupplier edges) {
        Gauge.builder("cluster_edges", edges, IntSupplier::getAsInt)
                .strongReference(true)
                .description("Edges that reach this access node over the event bus.")
                .register(registry);
    }

    /** Registers a gauge of the expiry of this member's certificate. */
    public void certificateExpiry(Instant expiry) {
        Gauge.builder("cluster_certificate_expiry_timestamp_seconds", expiry, Instant::getEpochSecond)
                .strongReference(true)
                .description("When the certificate of this member of the cluster expires, in seconds since 1970.")
                .register(registry);
    }

    /** Counts access requests that were sent to a second access node. */
    public void retried(int requests) {
        repeated.increment(requests);
    }

    /** Counts a missing message. */
    public void gap() {
        gaps.increment();
    }

    /** Counts a decision of the rate limit that this instance made alone. */
    public void rateLimitFallback() {
        rateLimitFallbacks.increment();
    }
}
