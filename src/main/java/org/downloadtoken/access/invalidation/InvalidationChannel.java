package org.downloadtoken.access.invalidation;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgNotification;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.downloadtoken.access.catalog.CatalogCircuitBreaker;
import org.downloadtoken.config.Catalog;

/**
 * Receives the ids of changed records and datasets from the catalog by LISTEN. Opens a new session when one is lost or
 * silent. {@link Heartbeats} prove that no change is missing. Belongs to one event loop.
 */
public final class InvalidationChannel {
    private static final String EVERYTHING = "*";

    private final Vertx vertx;
    private final Supplier<InvalidationSession> sessions;
    private final Invalidations invalidations;
    private final LeaseLog log;
    private final LongSupplier pauseNanos;
    private Optional<InvalidationSession> listening = Optional.empty();
    private boolean stopped;

    InvalidationChannel(
            Vertx vertx,
            Supplier<InvalidationSession> sessions,
            Invalidations invalidations,
            LeaseLog log,
            LongSupplier pauseNanos) {
        this.vertx = vertx;
        this.sessions = sessions;
        this.invalidations = invalidations;
        this.log = log;
        this.pauseNanos = pauseNanos;
    }

    /** A channel to the primary of this catalog. */
    public static InvalidationChannel create(Vertx vertx, Catalog catalog, Invalidations invalidations) {
        LeaseLog log = new LeaseLog(System::nanoTime);
        return new InvalidationChannel(
                vertx,
                new InvalidationSessionFactory(vertx, catalog, invalidations, log),
                invalidations,
                log,
                CatalogCircuitBreaker::randomResetNanos);
    }

    /** Starts to listen and to send heartbeats. */
    public void start() {
        vertx.setPeriodic(Invalidations.HEARTBEAT_INTERVAL_MS, elapsed -> sendHeartbeat());
        open();
    }

    /** Stops the channel and ends the lease. Succeeds once the connections are closed. */
    public Future<Void> close() {
        stopped = true;
        invalidations.endLease();
        Future<Void> closed = listening.map(InvalidationSession::close).orElse(Future.succeededFuture());
        listening = Optional.empty();
        return closed;
    }

    private void open() {
        if (stopped) {
            return;
        }
        InvalidationSession session = sessions.get();
        session.listen(notification -> receive(session, notification), () -> lost(session))
                .onSuccess(opened -> {
                    if (stopped) {
                        session.close();
                        return;
                    }
                    invalidations.everythingChanged(); // notifications before LISTEN were not received
                    listening = Optional.of(session);
                    sendHeartbeat();
                })
                .onFailure(failure -> {
                    log.interrupted("LISTEN fails", String.valueOf(failure.getMessage()));
                    end(session);
                });
    }

    private void lost(InvalidationSession session) {
        if (listening.filter(session::equals).isPresent()) {
            log.interrupted("the listening connection was lost", "the service opens a new one");
            end(session);
        }
    }

    private void end(InvalidationSession session) {
        listening = Optional.empty();
        invalidations.endLease();
        vertx.runOnContext(later -> session.close()); // a pool throws if it is closed while it fails a request
        if (!stopped) {
            vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(pauseNanos.getAsLong()), elapsed -> open());
        }
    }

    private void sendHeartbeat() {
        listening.ifPresent(session -> {
            if (session.heartbeats().isSilent()) {
                end(session);
            } else {
                session.heartbeats().send();
            }
        });
        log.update(invalidations.isCurrent());
    }

    private void receive(InvalidationSession session, PgNotification notification) {
        String payload = notification.getPayload();
        if (Heartbeats.isHeartbeat(payload)) {
            session.heartbeats().receive(payload);
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
            log.invalidNotification();
            invalidations.everythingChanged();
        }
    }
}
