package org.downloadtoken.access.invalidation;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Sends notifications to this instance itself, and renews the lease of {@link Invalidations} for each one that returns.
 * Postgres delivers notifications in the order of commits. So when one returns, all changes that were committed before it
 * was sent have been received. Several are under way at a time; each counts. Serves one {@link InvalidationSession}, on one
 * event loop.
 */
public final class Heartbeats {
    /** A notification that has not been delivered so long after Postgres has sent it is lost. */
    static final long DELIVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A session in which no heartbeat returns for so long is given up: a frozen server does not end its connections. */
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** At most so many wait for a server process, as that goes on with them after the session has been given up. */
    static final int MAX_UNCONFIRMED = 6;

    private static final String PREFIX = "heartbeat ";

    /** One heartbeat; complete once Postgres has confirmed it and the notification has come back. */
    private static final class Heartbeat {
        final long sentAt;
        boolean received;
        boolean confirmed;

        Heartbeat(long sentAt) {
            this.sentAt = sentAt;
        }
    }

    private final Function<String, Future<String>> notify;
    private final TriggerInspector triggers;
    private final Invalidations invalidations;
    private final LeaseLog log;
    private final LongSupplier nanoTime;
    private final Map<String, Heartbeat> underWay = new HashMap<>();
    private boolean ended;
    private long returnedAt;

    /**
     * Sends by a function that notifies a payload, and gives the version of the triggers at that moment.
     */
    public Heartbeats(
            Function<String, Future<String>> notify,
            TriggerInspector triggers,
            Invalidations invalidations,
            LeaseLog log,
            LongSupplier nanoTime) {
        this.notify = notify;
        this.triggers = triggers;
        this.invalidations = invalidations;
        this.log = log;
        this.nanoTime = nanoTime;
        this.returnedAt = nanoTime.getAsLong();
    }

    static boolean isHeartbeat(String payload) {
        return payload.startsWith(PREFIX);
    }

    void send() {
        dropLost();
        if (ended || unconfirmed() >= MAX_UNCONFIRMED) {
            return;
        }
        String payload = PREFIX + UUID.randomUUID();
        Heartbeat heartbeat = new Heartbeat(nanoTime.getAsLong());
        underWay.put(payload, heartbeat);
        notify.apply(payload)
                .onSuccess(version -> {
                    if (underWay.containsKey(payload)) {
                        confirm(payload, heartbeat, version);
                    }
                })
                .onFailure(failure -> {
                    if (underWay.remove(payload) != null) {
                        log.interrupted("the catalog does not answer", String.valueOf(failure.getMessage()));
                    }
                });
    }

    /** Takes a notification of a heartbeat; those of other instances arrive here too, and mean nothing. */
    void receive(String payload) {
        Heartbeat heartbeat = underWay.get(payload);
        if (heartbeat != null) {
            heartbeat.received = true;
            renew(payload, heartbeat);
        }
    }

    /** No heartbeat counts any more. */
    void end() {
        ended = true;
        triggers.end();
        underWay.clear();
    }

    /** Whether no heartbeat has returned for so long that the connections must count as dead. */
    boolean isSilent() {
        return nanoTime.getAsLong() - returnedAt > SILENCE_NANOS;
    }

    private void confirm(String payload, Heartbeat heartbeat, String version) {
        if (!triggers.isUnaltered(version)) {
            invalidations.endLease(); // changes may have gone unnotified while the triggers were altered
        }
        heartbeat.confirmed = true;
        renew(payload, heartbeat);
    }

    private void renew(String payload, Heartbeat heartbeat) {
        if (!heartbeat.confirmed || !heartbeat.received) {
            return;
        }
        underWay.remove(payload);
        returnedAt = nanoTime.getAsLong();
        if (!triggers.notifyEveryChange()) {
            return;
        }
        long roundTrip = returnedAt - heartbeat.sentAt;
        if (roundTrip < Invalidations.LEASE_NANOS) {
            invalidations.renewLease(heartbeat.sentAt);
            log.renewed();
        } else {
            log.interrupted(
                    "the round trip to the catalog takes longer than "
                            + TimeUnit.NANOSECONDS.toMillis(Invalidations.LEASE_NANOS) + " ms",
                    TimeUnit.NANOSECONDS.toMillis(roundTrip) + " ms");
        }
    }

    private long unconfirmed() {
        return underWay.values().stream()
                .filter(heartbeat -> !heartbeat.confirmed)
                .count();
    }

    private void dropLost() {
        long now = nanoTime.getAsLong();
        boolean lost =
                underWay.values().removeIf(heartbeat -> heartbeat.confirmed && now - heartbeat.sentAt > DELIVERY_NANOS);
        if (lost) {
            log.interrupted("notifications are not delivered", "a pooler in transaction mode drops them");
        }
    }
}
