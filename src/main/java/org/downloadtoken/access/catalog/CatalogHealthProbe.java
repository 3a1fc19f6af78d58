package org.downloadtoken.access.catalog;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Asks the catalog in short intervals, which keeps a connection ready and tells whether there is one: not any more after
 * three failures in a row, and again after two answers, so that one that comes and goes does not make readiness flap.
 */
public final class CatalogHealthProbe {
    private static final int INTERVAL_MS = 250;
    private static final int FAILURES_UNTIL_DOWN = 3;
    private static final int ANSWERS_UNTIL_UP = 2;

    private final Supplier<Future<Void>> ping;
    private boolean up = true;
    private boolean pinging;
    private int against;

    /** A probe that is up until its pings say otherwise. */
    public CatalogHealthProbe(Supplier<Future<Void>> ping) {
        this.ping = ping;
    }

    /** Begins to ask, for as long as the calling verticle is deployed. */
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
                note(answer.succeeded());
            });
        }
    }

    private void note(boolean answered) {
        against = answered == up ? 0 : against + 1;
        if (against >= (up ? FAILURES_UNTIL_DOWN : ANSWERS_UNTIL_UP)) {
            up = answered;
            against = 0;
        }
    }
}
