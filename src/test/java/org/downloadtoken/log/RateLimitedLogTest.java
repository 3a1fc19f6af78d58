package org.downloadtoken.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateLimitedLogTest {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MAX_CAUSES = 3;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = new LoggerContext().getLogger("test");
    private long now = Long.MAX_VALUE - 5; // nanoTime may overflow
    private final RateLimitedLog log = new RateLimitedLog(logger, () -> now, PERIOD, MAX_CAUSES);

    @BeforeEach
    void record() {
        lines.start();
        logger.addAppender(lines);
    }

    @Test
    void eachCauseIsLoggedOnceInAPeriod() {
        log.warn("a", "a first");
        log.warn("b", "b first");
        log.warn("a", "a second");

        now += PERIOD.toNanos() - 1;
        log.warn("a", "a third");
        now += 1;
        log.warn("a", "a fourth");

        assertEquals(List.of("a first", "b first", "a fourth (2 further warnings were suppressed before)"), messages());
    }

    @Test
    void numberOfCausesIsLimited() {
        IntStream.range(0, 100).forEach(cause -> log.warn(String.valueOf(cause)));

        assertEquals(List.of("0", "1", "2"), messages());
    }

    private List<String> messages() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
