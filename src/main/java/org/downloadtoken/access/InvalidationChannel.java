package org.downloadtoken.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import io.vertx.sqlclient.Pool;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives from the catalog, by LISTEN, which records and datasets have changed, and connects again whenever the connection
 * is lost. {@link Heartbeats} prove that no change is missing. Belongs to one event loop.
 */
final class InvalidationChannel {
    private static final Logger LOG = LoggerFactory.getLogger(InvalidationChannel.class);

    /** With a lease of 450 ms, a round trip may take some 300 ms before the cache has gaps. */
    private static final int HEARTBEAT_MS = 100;

    private static final String EVERYTHING = "*";

    private final Vertx vertx;
    private final Pool listeners;
    private final Invalidations invalidations;
    private final Heartbeats heartbeats;
    private final LeaseLog log;
    private final LongSupplier pauseNanos;
    private @Nullable PgConnection listener;
    private boolean stopped;

    /** Listens on a connection of the pool; the heartbeats use another, as a pooler may tie both to one server process. */
    InvalidationChannel(
            Vertx vertx,
            Pool listeners,
            Invalidations invalidations,
            Heartbeats heartbeats,
            LeaseLog log,
            LongSupplier pauseNanos) {
        this.vertx = vertx;
        this.listeners = listeners;
        this.invalidations = invalidations;
        this.heartbeats = heartbeats;
        this.log = log;
        this.pauseNanos = pauseNanos;
    }

    /** Begins to listen. */
    void start() {
        vertx.setPeriodic(HEARTBEAT_MS, elapsed -> beat());
        listen();
    }

    /** Ends the lease for good; succeeds once the connection is closed. */
    Future<Void> close() {
        stopped = true;
        heartbeats.forget();
        invalidations.endLease();
        return listeners.close();
    }

    private void listen() {
        listeners
                .getConnection()
                .compose(connection -> {
                    PgConnection opened = PgConnection.cast(connection);
                    opened.notificationHandler(this::receive).closeHandler(closed -> lost(opened));
                    return CatalogServerQuery.listen(opened).map(opened).onFailure(failure -> opened.close());
                })
                .onSuccess(opened -> {
                    invalidations.everythingChanged(); // no notification was received while nobody listened
                    listener = opened;
                    beat();
                })
                .onFailure(failure -> {
                    log.interrupted("LISTEN fails", String.valueOf(failure.getMessage()));
                    listenLater();
                });
    }

    @SuppressWarnings("ReferenceEquality") // of connections
    private void lost(PgConnection closed) {
        if (closed == listener) {
            listener = null;
            heartbeats.forget();
            invalidations.endLease();
            log.interrupted("the connection that listens was lost", "it is opened again");
            listenLater();
        }
    }

    private void listenLater() {
        if (!stopped) {
            vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(pauseNanos.getAsLong()), elapsed -> listen());
        }
    }

    private void beat() {
        if (stopped) {
            return;
        }
        if (listener != null) {
            heartbeats.send();
        }
        log.update(invalidations.isCurrent());
    }

    private void receive(PgNotification notification) {
        String payload = notification.getPayload();
        if (Heartbeats.isHeartbeat(payload)) {
            heartbeats.receive(payload);
        } else if (payload.equals(EVERYTHING)) {
            invalidations.everythingChanged();
        } else {
            invalidate(payload);
        }
    }

    private void invalidate(String payload) {
        try {
            invalidations.changed(UUID.fromString(payload));
        } catch (IllegalArgumentException e) {
            LOG.warn("A notification of the catalog is neither an id nor *, so everything cached is dropped");
            invalidations.everythingChanged();
        }
    }
}
