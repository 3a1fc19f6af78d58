package org.downloadtoken.access.invalidation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.access.catalog.TriggerState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Simulates a catalog with a given round trip, triggers and notifications. A heartbeat is sent every 100 ms. */
class HeartbeatsTest {
    private static final TriggerState INSTALLED = new TriggerState(List.of(), "1");

    private record Sent(String payload, long dueAt, Promise<String> confirmation) {}

    private final Logger logger = (Logger) LoggerFactory.getLogger(LeaseLog.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Deque<Sent> inFlight = new ArrayDeque<>();
    private final List<Long> gaps = new ArrayList<>();
    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(1); // System.nanoTime may overflow
    private long roundTripMillis = 5;
    private TriggerState triggers = INSTALLED;
    private boolean delivers = true;
    private boolean answers = true;
    private boolean inspectable = true;
    private int inspections;

    private final Invalidations invalidations = Invalidations.leased(() -> now);
    private final LeaseLog log = new LeaseLog(() -> now);
    private final Heartbeats heartbeats =
            new Heartbeats(this::sent, new TriggerInspector(this::inspected, log), invalidations, log, () -> now);

    @BeforeEach
    void capture() {
        logger.setLevel(Level.INFO);
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void release() {
        logger.detachAppender(logged);
        logger.setLevel(null);
    }

    @Test
    void leaseHasNoGapAtARoundTripOf250Milliseconds() {
        roundTripMillis = 250;

        pass(400);
        gaps.clear();
        pass(10_000);

        assertEquals(List.of(), gaps);
        assertEquals(List.of("INFO Public datasets are cached: the catalog notifies changes"), lines());
    }

    @Test
    void leaseStartsWhenItsHeartbeatIsSent() {
        roundTripMillis = 100;
        pass(1_000);
        long lastSent = inFlight.getLast().dueAt() - TimeUnit.MILLISECONDS.toNanos(roundTripMillis);
        roundTripMillis = 100_000;

        pass(TimeUnit.NANOSECONDS.toMillis(lastSent - now) + 449);
        assertTrue(invalidations.isCurrent());
        pass(1);
        assertFalse(invalidations.isCurrent());
    }

    @Test
    void lateHeartbeatRenewsNoLeaseAndIsLogged() {
        roundTripMillis = 450;

        pass(3_000);

        assertFalse(invalidations.isCurrent());
        assertEquals(
                List.of(
                        "WARN Public datasets are not cached, since the service may miss changes of the catalog: the round trip to"
                                + " the catalog takes longer than 450 ms (450 ms)"),
                lines());
    }

    @Test
    void newVersionOfTheTriggersClearsTheCache() {
        pass(1_000);
        long before = invalidations.position();
        pass(1_000);
        assertEquals(before, invalidations.position());

        triggers = new TriggerState(List.of(), "2");
        pass(200);

        assertEquals(before + 1, invalidations.position());
        assertTrue(invalidations.isCurrent());
    }

    @Test
    void missingTriggerPreventsALeaseAndIsLoggedWithinASecond() {
        triggers = new TriggerState(List.of("trigger download_token_updated of records is not installed"), "1");

        pass(200);

        assertFalse(invalidations.isCurrent());
        assertEquals(
                List.of(
                        "WARN Public datasets are not cached, since the service may miss changes of the catalog:"
                                + " trigger download_token_updated of records is not installed (see conf/sql/invalidation.sql)"),
                lines());
    }

    @Test
    void removedTriggerEndsTheLeaseOfHeartbeatsInFlight() {
        roundTripMillis = 250;
        pass(1_000);
        assertTrue(invalidations.isCurrent());

        triggers = new TriggerState(List.of("gone"), "2");
        inFlight.removeFirst().confirmation().complete("2");

        assertFalse(invalidations.isCurrent());
        gaps.clear();
        pass(240);
        assertEquals(240, gaps.size());
    }

    @Test
    void triggersAreInspectedOncePerVersion() {
        pass(1_000);
        assertEquals(1, inspections);

        triggers = new TriggerState(List.of(), "2");
        pass(1_000);

        assertEquals(2, inspections);
    }

    @Test
    void failedInspectionPreventsALease() {
        inspectable = false;
        pass(1_000);
        assertFalse(invalidations.isCurrent());
        assertTrue(lines().get(0).contains("the triggers cannot be inspected (locked)"), lines()::toString);

        inspectable = true;
        pass(300);
        assertTrue(invalidations.isCurrent());
    }

    @Test
    void sessionWithoutReturningHeartbeatsIsSilent() {
        pass(1_000);
        delivers = false;
        pass(1_900);
        assertFalse(heartbeats.isSilent());

        pass(200);

        assertTrue(heartbeats.isSilent());
    }

    @Test
    void reasonIsLoggedWhenItChanges() {
        triggers = new TriggerState(List.of("trigger a is not installed"), "1");
        pass(5_000);
        triggers = new TriggerState(List.of("trigger b is not enabled ALWAYS"), "2");
        pass(5_000);
        answers = false;
        pass(5_000);
        answers = true;
        triggers = INSTALLED;
        pass(5_000);

        assertEquals(
                List.of(
                        "trigger a is not installed",
                        "trigger b is not enabled ALWAYS",
                        "the catalog does not answer",
                        "Public datasets are cached"),
                lines().stream()
                        .map(line -> line.replaceAll("^.*of the catalog: | \\(.*$|^INFO |: the catalog notifies.*", ""))
                        .toList());
    }

    @Test
    void undeliveredNotificationsAreLogged() {
        delivers = false;

        pass(3_000);

        assertFalse(invalidations.isCurrent());
        assertTrue(lines().get(lines().size() - 1).contains("notifications are not delivered"), lines()::toString);
    }

    @Test
    void unsteadyLeaseIsLoggedAtMostOncePerSecond() {
        for (int i = 0; i < 10; i++) {
            roundTripMillis = 5;
            pass(200);
            roundTripMillis = 500;
            pass(500);
        }

        assertTrue(lines().size() >= 4 && lines().size() <= 8, lines()::toString);
    }

    @Test
    void unconfirmedHeartbeatsAreBounded() {
        roundTripMillis = 100_000;

        pass(5_000);

        assertEquals(Heartbeats.MAX_UNCONFIRMED, inFlight.size());
    }

    @Test
    void endedSessionRenewsNoLease() {
        roundTripMillis = 200;
        pass(250);
        heartbeats.end();
        pass(250);

        assertFalse(invalidations.isCurrent());
    }

    @Test
    void heartbeatsOfOtherInstancesAreIgnored() {
        heartbeats.receive("heartbeat 5b0ff4a4-7a0e-4d4f-8a3e-0b5f0a5c4a11");

        assertFalse(invalidations.isCurrent());
    }

    private Future<TriggerState> inspected() {
        inspections++;
        return inspectable ? Future.succeededFuture(triggers) : Future.failedFuture("locked");
    }

    private Future<String> sent(String payload) {
        Promise<String> confirmation = Promise.promise();
        inFlight.add(new Sent(payload, now + TimeUnit.MILLISECONDS.toNanos(roundTripMillis), confirmation));
        return confirmation.future();
    }

    /** Advances the time, and records the milliseconds without a lease. */
    private void pass(long millis) {
        for (long i = 0; i < millis; i++) {
            if (TimeUnit.NANOSECONDS.toMillis(now) % 100 == 0) {
                heartbeats.send();
                log.update(invalidations.isCurrent());
            }
            now += TimeUnit.MILLISECONDS.toNanos(1);
            while (!inFlight.isEmpty() && inFlight.getFirst().dueAt() - now <= 0) {
                arrive(inFlight.removeFirst());
            }
            if (!invalidations.isCurrent()) {
                gaps.add(i);
            }
        }
    }

    private void arrive(Sent heartbeat) {
        if (!answers) {
            heartbeat.confirmation().fail("timed out");
            return;
        }
        heartbeat.confirmation().complete(triggers.version());
        if (delivers) {
            heartbeats.receive(heartbeat.payload());
        }
    }

    private List<String> lines() {
        return logged.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }
}
