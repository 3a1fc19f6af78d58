package org.downloadtoken.server;

/** Whether this instance accepts requests. The service sets it; the management port and the responses report it. */
public final class Readiness {
    private enum State {
        STARTING,
        ACCEPTING,
        DRAINING
    }

    private volatile State state = State.STARTING;

    /** From now on, this instance is ready. */
    public void accept() {
        state = State.ACCEPTING;
    }

    /**
     * From now on, requests should go to another instance. This instance still answers the requests that arrive. Returns whether it
     * was ready before.
     */
    public boolean drain() {
        boolean wasAccepting = isAccepting();
        state = State.DRAINING;
        return wasAccepting;
    }

    boolean isAccepting() {
        return state == State.ACCEPTING;
    }

    public boolean isDraining() {
        return state == State.DRAINING;
    }
}
