package org.downloadtoken.server.http2;

/**
 * When a stream was first seen, and when its client last let the server send. A client that accepts no data of a response, but
 * sends PING frames, never lets its connection become idle.
 */
final class StreamProgress {
    private final long firstSeen;
    private long lastProgress;

    StreamProgress(long now) {
        firstSeen = now;
        lastProgress = now;
    }

    /** How long the stream has been open. */
    long age(long now) {
        return now - firstSeen;
    }

    /** A WINDOW_UPDATE of the stream has arrived. */
    void windowUpdated(long now) {
        lastProgress = now;
    }

    /**
     * For how long the client has not let the server send data.
     *
     * @param window the number of bytes that the client accepts on this stream
     * @param connectionWindow the number of bytes that the client accepts on all streams together
     * @param connectionUpdatedAt when the last WINDOW_UPDATE of the connection arrived
     */
    long stalled(int window, int connectionWindow, long connectionUpdatedAt, long now) {
        if (window > 0 && connectionWindow > 0) {
            lastProgress = now;
        } else if (window > 0 && connectionUpdatedAt - lastProgress > 0) {
            lastProgress = connectionUpdatedAt;
        }
        return now - lastProgress;
    }
}
