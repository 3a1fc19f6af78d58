package org.downloadtoken.http;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether this instance wants requests; the composition root says so, the management port tells. */
public final class Readiness {
    private final AtomicBoolean accepting = new AtomicBoolean();

    /** From now on requests are wanted. */
    public void accept() {
        accepting.set(true);
    }

    /** From now on they should go to another instance. */
    public void drain() {
        accepting.set(false);
    }

    boolean isAccepting() {
        return accepting.get();
    }
}
