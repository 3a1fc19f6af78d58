package org.downloadtoken.access;

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
 * was sent have been received. Several are under way at a time; each counts. Belongs to one event loop.
 */
final class Heartbeats {
    /** A notification that has not been delivered so long after Postgres has sent it is lost. */
    static final long DELIVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

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

    private final Function<String, Future<TriggerState>> notify;
    private final Invalidations invalidations;
    private final LeaseLog log;
    private final LongSupplier nanoTime;
    private final Map<String, Heartbeat> underWay = new HashMap<>();
    private String triggerVersion = "";

    /** Sends by this function, which notifies a payload and tells how the triggers were at that moment. */
    Heartbeats(
            Function<String, Future<TriggerState>> notify,
            Invalidations invalidations,
            LeaseLog log,
            LongSupplier nanoTime) {
        this.notify = notify;
        this.invalidations = invalidations;
        this.log = log;
        this.nanoTime = nanoTime;
    }

    static boolean isHeartbeat(String payload) {
        return payload.startsWith(PREFIX);
    }

    void send() {
        dropLost();
        String payload = PREFIX + UUID.randomUUID();
        Heartbeat heartbeat = new Heartbeat(nanoTime.getAsLong());
        underWay.put(payload, heartbeat);
        notify.apply(payload)
                .onSuccess(triggers -> {
                    if (underWay.containsKey(payload)) {
                        confirm(payload, heartbeat, triggers);
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

    /** No heartbeat that is under way counts any more. */
    void forget() {
        underWay.clear();
    }

    private void confirm(String payload, Heartbeat heartbeat, TriggerState triggers) {
        if (!triggers.isInstalled()) {
            invalidations.endLease();
            forget();
            log.interrupted(String.join("; ", triggers.problems()), "see conf/sql/invalidation.sql");
            return;
        }
        if (!triggers.version().equals(triggerVersion)) {
            triggerVersion = triggers.version();
            invalidations.everythingChanged(); // changes may have gone unnotified while the triggers were altered
        }
        heartbeat.confirmed = true;
        renew(payload, heartbeat);
    }

    private void renew(String payload, Heartbeat heartbeat) {
        if (!heartbeat.confirmed || !heartbeat.received) {
            return;
        }
        underWay.remove(payload);
        long roundTrip = nanoTime.getAsLong() - heartbeat.sentAt;
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

    private void dropLost() {
        long now = nanoTime.getAsLong();
        boolean lost =
                underWay.values().removeIf(heartbeat -> heartbeat.confirmed && now - heartbeat.sentAt > DELIVERY_NANOS);
        if (lost) {
            log.interrupted("notifications are not delivered", "a pooler in transaction mode drops them");
        }
    }
}
