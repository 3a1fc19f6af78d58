package org.downloadtoken.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.downloadtoken.failure.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Uses a log that does not return before the test releases it. */
@Timeout(20)
class SlowAuditLogTest {
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(AuditLog.class);

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger dropped = new AtomicInteger();
    private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();

    @BeforeEach
    void readWarnings() {
        warnings.start();
        LOGGER.addAppender(warnings);
    }

    @AfterEach
    void leaveWarnings() {
        LOGGER.detachAppender(warnings);
    }

    @Test
    void hangingLogBlocksNoCallerAndDroppedEventsAreCounted() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (AuditLog log = new AuditLog(
                line -> {
                    hanging.countDown();
                    write(line, released);
                },
                dropped::incrementAndGet)) {
            log.add(event("use"));
            hanging.await();
            for (int i = 0; i < AuditLog.CAPACITY + 7; i++) {
                log.add(event("use"));
            }

            assertEquals(7, dropped.get());
            released.countDown();
        }
        assertEquals(AuditLog.CAPACITY + 1, written.size());
        assertEquals(
                List.of("7 events are missing in the audit log, since writing it was too slow"),
                warnings.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    @Test
    void firstUseThatWasDroppedIsWrittenAtTheNextUse() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        AuditEvent use = event("first use");
        try (AuditLog log = new AuditLog(line -> write(line, released), dropped::incrementAndGet)) {
            while (dropped.get() == 0) {
                log.add(event("use"));
            }
            log.addFirst("token", Duration.ofMinutes(2), () -> use);
            assertEquals(2, dropped.get());
            released.countDown();

            while (!written.contains(use.toJson())) {
                log.addFirst("token", Duration.ofMinutes(2), () -> use);
                Thread.onSpinWait();
            }
        }
        assertEquals(
                1, written.stream().filter(line -> line.contains("first use")).count());
    }

    private void write(String line, CountDownLatch released) {
        try {
            released.await();
            written.add(line);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static AuditEvent event(String keyId) {
        return new MintEvent(
                Instant.parse("2026-11-24T00:00:00Z"),
                Optional.empty(),
                InetAddress.getLoopbackAddress(),
                UUID.fromString("2489e9ad-2ee2-8e00-8ec9-32d5f69181c0"),
                Outcome.GRANTED,
                Optional.of(keyId),
                Optional.empty());
    }
}
