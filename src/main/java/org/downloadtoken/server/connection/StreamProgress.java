package org.downloadtoken.server.connection;

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

    /** The client has enlarged the window of the stream. */
    void windowEnlarged(long now) {
        lastProgress = now;
    }

    /**
     * For how long the client has not let the server send data.
     *
     * @param window the number of bytes that the client accepts on this stream
     * @param connectionWindow the number of bytes that the client accepts on all streams together
     * @param connectionEnlarged when the client last enlarged the second
     */
    long stalled(int window, int connectionWindow, long connectionEnlarged, long now) {
        if (window > 0 && connectionWindow > 0) {
            lastProgress = now;
        } else if (window > 0 && connectionEnlarged - lastProgress > 0) {
            lastProgress = connectionEnlarged;
        }
        return now - lastProgress;
    }
}
