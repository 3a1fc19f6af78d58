package org.downloadtoken.access.cluster;

import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessRequest;

/** A message of access requests without decisions, and the access nodes to which it was sent. Belongs to one event loop. */
final class PendingMessage {
    private static final int MAX_ATTEMPTS = 2;

    private final List<AccessRequest> requests;
    private final long deadline;
    private final Promise<List<AccessDecision>> decisions = Promise.promise();
    private final List<AccessNode> nodes = new ArrayList<>(1);

    /**
     * Creates a message that was not sent yet.
     *
     * @param deadline on the monotonic clock, in nanoseconds
     */
    PendingMessage(List<AccessRequest> requests, long deadline) {
        this.requests = requests;
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
