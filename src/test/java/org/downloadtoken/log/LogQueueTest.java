package org.downloadtoken.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LogQueueTest {
    private static final int EVENTS = 20_000;

    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("test");
    private final Output output = new Output();
    private final LogQueue queue = new LogQueue();
    private final long before = LogQueue.dropped();

    /** An output that accepts nothing until it is released, like a pipe that nobody reads. */
    private static final class Output extends AppenderBase<ILoggingEvent> {
        private final CountDownLatch released = new CountDownLatch(1);
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            while (released.getCount() > 0) { // no interrupt ends the write to a pipe either
                LockSupport.parkNanos(1_000_000);
            }
            lines.add(event.getFormattedMessage());
        }
    }

    @BeforeEach
    void start() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        output.setContext(context);
        output.start();
        queue.setContext(context);
        queue.addAppender(output);
        queue.start();
        log.setAdditive(false);
        log.addAppender(queue);
    }

    @AfterEach
    void stop() {
        output.released.countDown();
        context.stop();
    }

    @Test
    void anOutputThatNobodyReadsBlocksNoThreadAndEachEventIsWrittenOrCounted() throws Exception {
        for (int i = 0; i < EVENTS; i++) {
            log.info("event {}", i);
        }
        long dropped = LogQueue.dropped() - before;
        assertTrue(dropped > 0 && dropped < EVENTS, () -> "dropped: " + dropped);

        output.released.countDown();
        String report = dropped + " log events were dropped, since the standard output did not accept them in time";
        while (output.lines.size() < EVENTS - dropped + 1) { // the test has a timeout
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertEquals("event 0", output.lines.get(0));
        assertEquals(report, output.lines.get(1), "as soon as there is room");
        assertEquals(1, output.lines.stream().filter(report::equals).count());
    }

    @Test
    void theEndWritesWhatIsQueued() {
        log.info("last");
        output.released.countDown();

        queue.stop();

        assertEquals(List.of("last"), output.lines);
    }

    @Test
    void allLevelsAreQueued() {
        log.setLevel(Level.DEBUG);
        log.debug("a");
        log.error("b", new IllegalStateException("c"));
        output.released.countDown();

        queue.stop();

        assertEquals(List.of("a", "b"), output.lines);
    }
}
