package org.downloadtoken.access.invalidation;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgNotification;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Receives from the catalog, by LISTEN, which records and datasets have changed, and opens another session whenever one is
 * lost or silent. {@link Heartbeats} prove that no change is missing. Belongs to one event loop.
 */
public final class InvalidationChannel {
    /** A lease must be renewed before {@link Invalidations#LEASE_NANOS} have passed, so several heartbeats fit into it. */
    private static final int HEARTBEAT_MS = 100;

    private static final String EVERYTHING = "*";

    private final Vertx vertx;
    private final Supplier<InvalidationSession> sessions;
    private final Invalidations invalidations;
    private final LeaseLog log;
    private final LongSupplier pauseNanos;
    private Optional<InvalidationSession> listening = Optional.empty();
    private boolean stopped;

    public InvalidationChannel(
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

    /** Begins to listen. */
    public void start() {
        vertx.setPeriodic(HEARTBEAT_MS, elapsed -> beat());
        open();
    }

    /** Ends the lease for good; succeeds once the connections are closed. */
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
                    invalidations.everythingChanged(); // no notification was received while nobody listened
                    listening = Optional.of(session);
                    beat();
                })
                .onFailure(failure -> {
                    log.interrupted("LISTEN fails", String.valueOf(failure.getMessage()));
                    end(session);
                });
    }

    private void lost(InvalidationSession session) {
        if (listening.filter(session::equals).isPresent()) {
            log.interrupted("the connection that listens was lost", "it is opened again");
            end(session);
        }
    }

    private void end(InvalidationSession session) {
        listening = Optional.empty();
        invalidations.endLease();
        vertx.runOnContext(later -> session.close()); // a pool that closes while it fails a request throws
        if (!stopped) {
            vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(pauseNanos.getAsLong()), elapsed -> open());
        }
    }

    private void beat() {
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
            log.notUnderstood();
            invalidations.everythingChanged();
        }
    }
}
