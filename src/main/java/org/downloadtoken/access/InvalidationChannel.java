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
 * Hears from the catalog which datasets have changed, by LISTEN. A heartbeat, sent as a NOTIFY by another connection, proves
 * with its return that all that was committed before it was sent has been heard, since Postgres delivers in the order of
 * commits. Caches may be used for a short while after that sending: whatever happens to the connection, the server or a
 * pooler between, no change stays unheard for longer. Belongs to one event loop.
 */
final class InvalidationChannel {
    private static final Logger LOG = LoggerFactory.getLogger(InvalidationChannel.class);

    /** How long a heartbeat lets caches be used, from its sending: the bound of what is granted after a change. */
    static final long LEASE_NANOS = TimeUnit.MILLISECONDS.toNanos(450);

    private static final int HEARTBEAT_MS = 150;
    private static final String HEARTBEAT = "heartbeat ";
    private static final String EVERYTHING = "*";

    /** A NOTIFY on its way; it counts once it has come back, and the triggers were there when it was sent. */
    private static final class Heartbeat {
        final String payload;
        final long sentAt;
        boolean heard;
        boolean triggersInstalled;

        Heartbeat(String payload, long sentAt) {
            this.payload = payload;
            this.sentAt = sentAt;
        }
    }

    private final Vertx vertx;
    private final Pool listeners;
    private final CatalogServerQuery server;
    private final Invalidations invalidations;
    private final LongSupplier nanoTime;
    private final LongSupplier pauseNanos;
    private @Nullable PgConnection listener;
    private @Nullable Heartbeat latest;
    private String reason = "the catalog was not heard yet";
    private boolean used = true;
    private boolean stopped;

    /** Listens on a connection of the first pool; sends heartbeats by the query, which uses another. */
    InvalidationChannel(
            Vertx vertx,
            Pool listeners,
            CatalogServerQuery server,
            Invalidations invalidations,
            LongSupplier nanoTime,
            LongSupplier pauseNanos) {
        this.vertx = vertx;
        this.listeners = listeners;
        this.server = server;
        this.invalidations = invalidations;
        this.nanoTime = nanoTime;
        this.pauseNanos = pauseNanos;
    }

    /** Begins to listen, and begins anew whenever the connection is lost. */
    void start() {
        vertx.setPeriodic(HEARTBEAT_MS, elapsed -> beat());
        listen();
    }

    void stop() {
        stopped = true;
        invalidations.notHeard();
    }

    private void listen() {
        listeners
                .getConnection()
                .compose(connection -> {
                    PgConnection opened = PgConnection.cast(connection);
                    opened.notificationHandler(this::hear).closeHandler(closed -> lost(opened));
                    return CatalogServerQuery.listen(opened).map(opened).onFailure(failure -> opened.close());
                })
                .onSuccess(opened -> {
                    invalidations.everythingChanged(); // while nobody listened
                    listener = opened;
                    beat();
                })
                .onFailure(failure -> {
                    reason = "the catalog cannot be listened to: " + failure.getMessage();
                    listenLater();
                });
    }

    @SuppressWarnings("ReferenceEquality") // of connections
    private void lost(PgConnection closed) {
        if (closed == listener) {
            listener = null;
            latest = null;
            invalidations.notHeard();
            reason = "the connection that listens to the catalog was lost";
            tellChange();
            listenLater();
        }
    }

    private void listenLater() {
        if (!stopped) {
            vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(pauseNanos.getAsLong()), elapsed -> listen());
        }
    }

    private void beat() {
        tellChange();
        if (listener == null || stopped) {
            return;
        }
        Heartbeat heartbeat = new Heartbeat(HEARTBEAT + UUID.randomUUID(), nanoTime.getAsLong());
        latest = heartbeat;
        server.heartbeat(heartbeat.payload)
                .onSuccess(installed -> {
                    heartbeat.triggersInstalled = installed;
                    if (installed) {
                        reason = "its notifications do not arrive; a pooler in transaction mode keeps them";
                    } else {
                        reason = "the triggers of conf/sql/invalidation.sql are not installed there";
                        invalidations.notHeard();
                    }
                    renew(heartbeat);
                })
                .onFailure(failure -> reason = "the catalog does not answer: " + failure.getMessage());
    }

    private void hear(PgNotification notification) {
        String payload = notification.getPayload();
        Heartbeat heartbeat = latest;
        if (payload.startsWith(HEARTBEAT)) {
            if (heartbeat != null && payload.equals(heartbeat.payload)) {
                heartbeat.heard = true;
                renew(heartbeat);
            }
        } else {
            invalidate(payload);
        }
    }

    private void renew(Heartbeat heartbeat) {
        if (heartbeat.heard && heartbeat.triggersInstalled) {
            invalidations.heardUntil(heartbeat.sentAt + LEASE_NANOS);
            tellChange();
        }
    }

    private void invalidate(String payload) {
        if (payload.equals(EVERYTHING)) {
            invalidations.everythingChanged();
            return;
        }
        try {
            for (String id : payload.split(",", -1)) {
                invalidations.changed(UUID.fromString(id));
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("A notification of the catalog cannot be understood, so all that is cached is dropped");
            invalidations.everythingChanged();
        }
    }

    private void tellChange() {
        boolean current = invalidations.isCurrent();
        if (current != used) {
            used = current;
            if (current) {
                LOG.info("Changes of the catalog are heard; public datasets are cached");
            } else {
                LOG.warn("Public datasets are not cached, since changes of the catalog are not heard: {}", reason);
            }
        }
    }

    /** Succeeds once nothing is heard any more. */
    Future<Void> close() {
        stop();
        return listeners.close();
    }
}
