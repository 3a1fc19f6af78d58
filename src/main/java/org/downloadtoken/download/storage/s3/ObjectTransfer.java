package org.downloadtoken.download.storage.s3;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.downloadtoken.download.storage.Cog;
import org.downloadtoken.failure.RequestFailure;

/**
 * Sends the body of a store's response to a client, with backpressure. The store must send the next bytes within ten seconds
 * while the client can receive them; the time in which the client is slow does not count. If the store fails, the
 * connection to the client is closed before the announced length, so the client detects an incomplete response. Belongs to
 * one event loop.
 */
final class ObjectTransfer implements Cog.Transfer {
    private static final long STALL_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long CHECK_INTERVAL_MS = 1_000;

    private final Vertx vertx;
    private final HttpClientResponse store;
    private final long length;
    private final Function<Throwable, RequestFailure> unavailable;
    private final Promise<Void> done = Promise.promise();
    private boolean waiting;
    private long waitingSince;

    /**
     * Creates a transfer.
     *
     * @param store a paused response
     * @param length the length of its body, in bytes
     * @param unavailable logs a failure of the store and converts it
     */
    ObjectTransfer(
            Vertx vertx, HttpClientResponse store, long length, Function<Throwable, RequestFailure> unavailable) {
        this.vertx = vertx;
        this.store = store;
        this.length = length;
        this.unavailable = unavailable;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Future<Void> to(HttpServerResponse client) {
        client.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(length));
        client.closeHandler(closed -> clientClosed()).exceptionHandler(failure -> clientClosed());
        client.drainHandler(drained -> resumeStore());
        store.handler(bytes -> write(bytes, client))
                .endHandler(end -> finish(client))
                .exceptionHandler(failure -> abort(failure));
        long checks = vertx.setPeriodic(CHECK_INTERVAL_MS, check -> {
            if (waiting && System.nanoTime() - waitingSince > STALL_TIMEOUT_NANOS) {
                abort(new TimeoutException("the store sent nothing for 10 s"));
            }
        });
        resumeStore();
        return done.future().onComplete(ended -> vertx.cancelTimer(checks));
    }

    @Override
    public void cancel() {
        S3Requests.discard(store);
    }

    private void resumeStore() {
        waiting = true;
        waitingSince = System.nanoTime();
        store.resume();
    }

    private void write(Buffer bytes, HttpServerResponse client) {
        waitingSince = System.nanoTime();
        client.write(bytes);
        if (client.writeQueueFull()) {
            waiting = false;
            store.pause();
        }
    }

    private void finish(HttpServerResponse client) {
        waiting = false;
        client.end().onSuccess(sent -> done.tryComplete()).onFailure(done::tryFail);
    }

    private void clientClosed() {
        if (done.tryFail(new HttpClosedException("the client closed the connection"))) {
            discardStore();
        }
    }

    private void abort(Throwable cause) {
        if (!done.future().isComplete() && done.tryFail(unavailable.apply(cause))) {
            discardStore();
        }
    }

    /** Without a handler that takes them, Vert.x would not free the bytes that wait in a paused response. */
    private void discardStore() {
        store.handler(bytes -> {});
        store.resume();
        store.request().reset();
    }
}
