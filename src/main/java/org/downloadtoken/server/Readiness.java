package org.downloadtoken.server;

/** Whether this instance wants requests; the composition root says so, the management port and each answer tell. */
public final class Readiness {
    private enum State {
        STARTING,
        ACCEPTING,
        DRAINING
    }

    private volatile State state = State.STARTING;

    /** From now on requests are wanted. */
    public void accept() {
        state = State.ACCEPTING;
    }

    /** From now on they should go to another instance; those that still come are answered. */
    public void drain() {
        state = State.DRAINING;
    }

    boolean isAccepting() {
        return state == State.ACCEPTING;
    }

    boolean isDraining() {
        return state == State.DRAINING;
    }
}
