package org.downloadtoken.access.catalog;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Pings the catalog every 250 ms, which also keeps a connection open. The catalog counts as down after three failures in a
 * row, and as up after two answers in a row, which keeps readiness stable during short interruptions.
 */
public final class CatalogHealthProbe {
    private static final int INTERVAL_MS = 250;
    private static final int FAILURES_UNTIL_DOWN = 3;
    private static final int ANSWERS_UNTIL_UP = 2;

    private final Supplier<Future<Void>> ping;
    private boolean up = true;
    private boolean pinging;
    private int contradictions;

    /** Creates a probe that reports the catalog as up until pings fail. */
    public CatalogHealthProbe(Supplier<Future<Void>> ping) {
        this.ping = ping;
    }

    /** Starts the pings, which end when the calling verticle is undeployed. */
    public void start(Vertx vertx) {
        vertx.setPeriodic(INTERVAL_MS, elapsed -> tick());
    }

    public boolean isUp() {
        return up;
    }

    void tick() {
        if (!pinging) {
            pinging = true;
            ping.get().onComplete(answer -> {
                pinging = false;
                record(answer.succeeded());
            });
        }
    }

    private void record(boolean answered) {
        contradictions = answered == up ? 0 : contradictions + 1;
        if (contradictions >= (up ? FAILURES_UNTIL_DOWN : ANSWERS_UNTIL_UP)) {
            up = answered;
            contradictions = 0;
        }
    }
}
