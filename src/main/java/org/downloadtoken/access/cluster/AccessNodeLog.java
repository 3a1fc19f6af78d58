package org.downloadtoken.access.cluster;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.downloadtoken.access.invalidation.Invalidations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs how many access nodes answer, and whether public datasets are cached: one line per change, at most one of each per second.
 * Belongs to one event loop.
 */
final class AccessNodeLog {
    private static final Logger LOG = LoggerFactory.getLogger(AccessNodeLog.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How long an edge that starts waits for the first node without a warning. */
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final AccessNodes nodes;
    private final Invalidations invalidations;
    private final LongSupplier nanoTime;
    private int loggedHealthy = -1;
    private boolean loggedLease = true;
    private long nodesLoggedAt;
    private long leaseLoggedAt;

    AccessNodeLog(AccessNodes nodes, Invalidations invalidations, LongSupplier nanoTime) {
        this.nodes = nodes;
        this.invalidations = invalidations;
        this.nanoTime = nanoTime;
        this.nodesLoggedAt = nanoTime.getAsLong() + START_NANOS - PAUSE_NANOS;
        this.leaseLoggedAt = nodesLoggedAt;
    }

    /** Logs what has changed. The lease client calls this with each request. */
    void update() {
        long now = nanoTime.getAsLong();
        if (now - nodesLoggedAt >= PAUSE_NANOS && nodes.healthy() != loggedHealthy) {
            nodesLoggedAt = now;
            logNodes(nodes.healthy());
        }
        if (now - leaseLoggedAt >= PAUSE_NANOS && invalidations.isCurrent() != loggedLease) {
            leaseLoggedAt = now;
            logLease(invalidations.isCurrent());
        }
    }

    private void logNodes(int healthy) {
        if (healthy == 0 && loggedHealthy < 0) {
            LOG.warn("Waiting for an access node");
        } else if (healthy == 0) {
            LOG.warn(
                    "No access node can decide access requests, because it is not reachable, stops, or its catalog does not"
                            + " answer: requests that need the catalog are answered 503");
        } else if (healthy < loggedHealthy) {
            LOG.warn("Access nodes that answer: {} (before: {})", healthy, loggedHealthy);
        } else {
            LOG.info("Access nodes that answer: {}", healthy);
        }
        loggedHealthy = healthy;
    }

    private void logLease(boolean leased) {
        if (leased) {
            LOG.info("Public datasets are cached: the access nodes forward the changes of the catalog");
        } else {
            LOG.warn("Public datasets are not cached: {}", cause());
        }
        loggedLease = leased;
    }

    private String cause() {
        if (!nodes.areReachable()) {
            return "no access node is reachable";
        }
        return nodes.areNotified()
                ? "no access node grants a lease in time; its log has the cause"
                : "the access nodes do not receive the changes; set PUBLIC_CACHE_INVALIDATION=notify there";
    }
}
