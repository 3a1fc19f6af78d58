package org.downloadtoken.download.storage.s3;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.downloadtoken.download.storage.Cog;
import org.downloadtoken.failure.RequestFailure;

/**
 * Passes the body of a store's answer on to a client, at the pace of the client. The store has ten seconds for its next
 * bytes while they are asked for; the time in which the client is slow does not count. If the store fails, the connection
 * to the client is closed before the announced length, so no client takes the bytes for the whole. Belongs to one event
 * loop.
 */
final class ObjectTransfer implements Cog.Transfer {
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long CHECK_MS = 1_000;

    private final Vertx vertx;
    private final HttpClientResponse store;
    private final Function<Throwable, RequestFailure> unavailable;
    private final Promise<Void> done = Promise.promise();
    private boolean waiting;
    private long waitingSince;

    /** Sends what is left of an answer that is paused. */
    ObjectTransfer(Vertx vertx, HttpClientResponse store, Function<Throwable, RequestFailure> unavailable) {
        this.vertx = vertx;
        this.store = store;
        this.unavailable = unavailable;
    }

    @Override
    public Future<Void> to(HttpServerResponse client) {
        client.closeHandler(closed -> leave()).exceptionHandler(failure -> leave());
        client.drainHandler(drained -> demand());
        store.handler(bytes -> pass(bytes, client))
                .endHandler(end -> finish(client))
                .exceptionHandler(failure -> cut(client, failure));
        long checks = vertx.setPeriodic(CHECK_MS, check -> {
            if (waiting && System.nanoTime() - waitingSince > STALL_NANOS) {
                cut(client, new TimeoutException("it sent nothing for 10 s"));
            }
        });
        demand();
        return done.future().onComplete(ended -> vertx.cancelTimer(checks));
    }

    @Override
    public void cancel() {
        S3Requests.discard(store);
    }

    private void demand() {
        waiting = true;
        waitingSince = System.nanoTime();
        store.resume();
    }

    private void pass(Buffer bytes, HttpServerResponse client) {
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

    private void leave() {
        if (done.tryFail(new HttpClosedException("the client has left"))) {
            store.request().reset();
        }
    }

    private void cut(HttpServerResponse client, Throwable cause) {
        if (!done.future().isComplete() && done.tryFail(unavailable.apply(cause))) {
            store.request().reset();
            client.reset();
        }
    }
}
