package org.downloadtoken.access.invalidation;

/** One heartbeat. It is complete once Postgres has confirmed it and its notification has arrived, in either order. */
final class Heartbeat {
    private final long sentAt;
    private boolean received;
    private boolean confirmed;

    /**
     * Creates a heartbeat.
     *
     * @param sentAt on the monotonic clock, in nanoseconds
     */
    Heartbeat(long sentAt) {
        this.sentAt = sentAt;
    }

    long sentAt() {
        return sentAt;
    }

    /** Records that the notification has arrived. */
    void receive() {
        received = true;
    }

    /** Records that Postgres has executed the statement that sends the notification. */
    void confirm() {
        confirmed = true;
    }

    boolean isConfirmed() {
        return confirmed;
    }

    boolean isComplete() {
        return received && confirmed;
    }
}
