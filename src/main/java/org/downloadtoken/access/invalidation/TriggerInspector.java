package org.downloadtoken.access.invalidation;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.downloadtoken.access.catalog.TriggerState;

/**
 * Knows whether the triggers notify every change. Inspects them when their version is not the one inspected before, and
 * again while they do not. Belongs to one event loop.
 */
public final class TriggerInspector {
    private final Supplier<Future<TriggerState>> inspect;
    private final LeaseLog log;
    private Optional<TriggerState> inspected = Optional.empty();
    private boolean underWay;
    private boolean ended;

    public TriggerInspector(Supplier<Future<TriggerState>> inspect, LeaseLog log) {
        this.inspect = inspect;
        this.log = log;
    }

    /** Whether the triggers, as they were inspected, notify every change. */
    boolean notifyEveryChange() {
        return inspected.filter(TriggerState::notifyEveryChange).isPresent();
    }

    /** Whether this is the version that was inspected. */
    boolean isUnaltered(String version) {
        boolean unaltered =
                inspected.filter(state -> state.version().equals(version)).isPresent();
        if (!unaltered) {
            inspected = Optional.empty();
        }
        if (!notifyEveryChange() && !underWay) {
            start();
        }
        return unaltered;
    }

    /** What is still under way means nothing any more. */
    void end() {
        ended = true;
    }

    private void start() {
        underWay = true;
        inspect.get()
                .onSuccess(state -> {
                    inspected = Optional.of(state);
                    if (!state.notifyEveryChange()) {
                        interrupted(String.join("; ", state.problems()), "see conf/sql/invalidation.sql");
                    }
                })
                .onFailure(failure ->
                        interrupted("the triggers cannot be inspected", String.valueOf(failure.getMessage())))
                .onComplete(done -> underWay = false);
    }

    private void interrupted(String cause, String detail) {
        if (!ended) {
            log.interrupted(cause, detail);
        }
    }
}
