package org.downloadtoken.access.invalidation;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.downloadtoken.access.catalog.TriggerState;

/**
 * Checks whether the triggers notify every change. Inspects them when their version changes, and repeatedly while they do
 * not notify every change. Belongs to one event loop.
 */
final class TriggerInspector {
    private final Supplier<Future<TriggerState>> inspect;
    private final LeaseLog log;
    private Optional<TriggerState> inspected = Optional.empty();
    private boolean inspecting;
    private boolean ended;

    TriggerInspector(Supplier<Future<TriggerState>> inspect, LeaseLog log) {
        this.inspect = inspect;
        this.log = log;
    }

    /** True if the latest inspection found no problem. */
    boolean notifyEveryChange() {
        return inspected.filter(TriggerState::notifyEveryChange).isPresent();
    }

    /** True if this is the inspected version. Starts an inspection if there is none or it found a problem. */
    boolean isUnaltered(String version) {
        boolean unaltered =
                inspected.filter(state -> state.version().equals(version)).isPresent();
        if (!unaltered) {
            inspected = Optional.empty();
        }
        if (!notifyEveryChange() && !inspecting) {
            start();
        }
        return unaltered;
    }

    /** From now on the result of an inspection is not logged. */
    void end() {
        ended = true;
    }

    private void start() {
        inspecting = true;
        inspect.get()
                .onSuccess(state -> {
                    inspected = Optional.of(state);
                    if (!state.notifyEveryChange()) {
                        interrupted(String.join("; ", state.problems()), "see conf/sql/invalidation.sql");
                    }
                })
                .onFailure(failure ->
                        interrupted("the triggers cannot be inspected", String.valueOf(failure.getMessage())))
                .onComplete(done -> inspecting = false);
    }

    private void interrupted(String cause, String detail) {
        if (!ended) {
            log.interrupted(cause, detail);
        }
    }
}
