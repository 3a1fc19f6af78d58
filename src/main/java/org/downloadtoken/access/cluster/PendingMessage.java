package org.downloadtoken.access.cluster;

import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessRequest;

/** A message of access requests without decisions, and the access nodes to which it was sent. Belongs to one event loop. */
final class PendingMessage {
    private static final int MAX_ATTEMPTS = 2;

    /** After this time a second attempt would double the load of a slow catalog. */
    private static final long YOUNG_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final List<AccessRequest> requests;
    private final long createdAt;
    private final long deadline;
    private final Promise<List<AccessDecision>> decisions = Promise.promise();
    private final List<AccessNode> nodes = new ArrayList<>(1);

    /**
     * Creates a message that was not sent yet.
     *
     * @param createdAt on the monotonic clock, in nanoseconds
     * @param deadline on the same clock
     */
    PendingMessage(List<AccessRequest> requests, long createdAt, long deadline) {
        this.requests = requests;
        this.createdAt = createdAt;
        this.deadline = deadline;
    }

    List<AccessRequest> requests() {
        return requests;
    }

    long deadline() {
        return deadline;
    }

    Promise<List<AccessDecision>> decisions() {
        return decisions;
    }

    void sentTo(AccessNode node) {
        nodes.add(node);
    }

    /** Whether it was sent to this node last. */
    boolean isLatest(AccessNode node) {
        return latest().equals(node);
    }

    boolean isYoung(long now) {
        return now - createdAt < YOUNG_NANOS;
    }

    boolean isAtSilentNode() {
        return latest().isSilent();
    }

    /** A healthy node to which it may be sent again. */
    Optional<AccessNode> other(AccessNodes all) {
        return nodes.size() < MAX_ATTEMPTS ? all.chooseInsteadOf(latest()) : Optional.empty();
    }

    private AccessNode latest() {
        return nodes.get(nodes.size() - 1);
    }
}
