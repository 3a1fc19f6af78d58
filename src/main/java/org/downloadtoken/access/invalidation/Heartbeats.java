package org.downloadtoken.access.invalidation;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Sends notifications from this instance to itself. Each one that returns renews the lease of {@link Invalidations}.
 * Postgres delivers notifications in the order of commits. When a heartbeat returns, all changes that were committed before
 * it was sent have therefore arrived. Several heartbeats can be in flight. Belongs to one {@link InvalidationSession} and
 * one event loop.
 */
public final class Heartbeats {
    /** A heartbeat that Postgres has executed, but whose notification has not arrived by then, counts as lost. */
    static final long DELIVERY_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** If no heartbeat returns for this time, the session is closed: a frozen server does not close its connections. */
    static final long SILENCE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** The silence timeout begins after this time: to open both connections takes up to ten round trips to a distant catalog. */
    private static final long OPENING_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** Limits the heartbeats that a frozen server accumulates: it executes them even after the session is closed. */
    static final int MAX_UNCONFIRMED = 6;

    private static final String PREFIX = "heartbeat ";

    private final Function<String, Future<String>> notify;
    private final TriggerInspector triggers;
    private final Invalidations invalidations;
    private final LeaseLog log;
    private final LongSupplier nanoTime;
    private final Map<String, Heartbeat> inFlight = new HashMap<>();
    private boolean ended;
    private long lastReturnedAt;

    /**
     * Creates the heartbeats of one session.
     *
     * @param notify sends a notification with a payload, and returns the version of the triggers at that moment
     * @param nanoTime a monotonic clock, in nanoseconds
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
        this.lastReturnedAt = nanoTime.getAsLong() + OPENING_NANOS;
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
        inFlight.put(payload, heartbeat);
        notify.apply(payload)
                .onSuccess(version -> {
                    if (inFlight.containsKey(payload)) {
                        confirm(payload, heartbeat, version);
                    }
                })
                .onFailure(failure -> {
                    if (inFlight.remove(payload) != null) {
                        log.interrupted("the catalog does not answer", String.valueOf(failure.getMessage()));
                    }
                });
    }

    /** Processes the notification of a heartbeat. Heartbeats of other instances arrive here too and are ignored. */
    void receive(String payload) {
        Heartbeat heartbeat = inFlight.get(payload);
        if (heartbeat != null) {
            heartbeat.receive();
            renew(payload, heartbeat);
        }
    }

    /** From now on no heartbeat renews the lease. */
    void end() {
        ended = true;
        triggers.end();
        inFlight.clear();
    }

    /** True if no heartbeat has returned within the silence timeout. The connections then count as lost. */
    boolean isSilent() {
        return nanoTime.getAsLong() - lastReturnedAt > SILENCE_TIMEOUT_NANOS;
    }

    private void confirm(String payload, Heartbeat heartbeat, String version) {
        if (!triggers.isUnaltered(version)) {
            invalidations.endLease(); // changes during the alteration may have caused no notification
        }
        heartbeat.confirm();
        renew(payload, heartbeat);
    }

    private void renew(String payload, Heartbeat heartbeat) {
        if (!heartbeat.isComplete()) {
            return;
        }
        inFlight.remove(payload);
        lastReturnedAt = nanoTime.getAsLong();
        if (!triggers.notifyEveryChange()) {
            return;
        }
        long roundTrip = lastReturnedAt - heartbeat.sentAt();
        if (roundTrip < Invalidations.LEASE_NANOS) {
            invalidations.renewLease(heartbeat.sentAt());
            log.renewed();
        } else {
            log.interrupted(
                    "the round trip to the catalog takes longer than "
                            + TimeUnit.NANOSECONDS.toMillis(Invalidations.LEASE_NANOS) + " ms",
                    TimeUnit.NANOSECONDS.toMillis(roundTrip) + " ms");
        }
    }

    private long unconfirmed() {
        return inFlight.values().stream()
                .filter(heartbeat -> !heartbeat.isConfirmed())
                .count();
    }

    private void dropLost() {
        long now = nanoTime.getAsLong();
        boolean lost = inFlight.values()
                .removeIf(heartbeat -> heartbeat.isConfirmed() && now - heartbeat.sentAt() > DELIVERY_TIMEOUT_NANOS);
        if (lost) {
            log.interrupted("notifications are not delivered", "a pooler in transaction mode drops them");
        }
    }
}
