package org.downloadtoken.ratelimit.cluster;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Where the decisions of callers complete. */
public interface EventLoops {
    /** Runs tasks where the current caller runs. */
    Executor current();

    /** Runs a task later, where the current caller runs. */
    void after(Duration delay, Runnable task);

    /** The event loops of a Vert.x. */
    static EventLoops of(Vertx vertx) {
        return new EventLoops() {
            @Override
            public Executor current() {
                Context context = vertx.getOrCreateContext();
                return task -> context.runOnContext(turn -> task.run());
            }

            @Override
            public void after(Duration delay, Runnable task) {
                vertx.setTimer(Math.max(1, delay.toMillis()), timer -> task.run());
            }
        };
    }
}
