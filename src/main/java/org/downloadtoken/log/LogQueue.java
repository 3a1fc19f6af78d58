package org.downloadtoken.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Queues log events for a thread that writes them, so that an output which nobody reads blocks no other thread. If the queue is
 * full, an event is dropped and counted. Once the output accepts events again, a warning gives the number of dropped events.
 */
public final class LogQueue extends AsyncAppender {
    private static final int CAPACITY = 8_192;

    /**
     * Events are dropped when fewer slots are left. This exceeds the number of threads, so the queue is never full, and Logback
     * drops no event without counting it.
     */
    private static final int RESERVE = 1_024;

    private static final int FLUSH_MS = 2_000;

    /** The number of events that were dropped in this process. All queues share it, so that a metric can read it. */
    private static final AtomicLong DROPPED = new AtomicLong();

    /** The number of events that the output has refused in this process, such as those for a full disk. */
    private static final AtomicLong REFUSED = new AtomicLong();

    public LogQueue() {
        setNeverBlock(true);
        setQueueSize(CAPACITY);
        setDiscardingThreshold(RESERVE);
        setMaxFlushTime(FLUSH_MS);
    }

    /** The number of log events that were dropped since the start of the process. */
    public static long dropped() {
        return DROPPED.get() + REFUSED.get();
    }

    /** Logback calls this before it drops an event. */
    @Override
    protected boolean isDiscardable(ILoggingEvent event) {
        DROPPED.incrementAndGet();
        return true;
    }

    /** Counts an event that the output has refused. */
    static void countRefused() {
        REFUSED.incrementAndGet();
    }

    @Override
    public void addAppender(Appender<ILoggingEvent> output) {
        AppenderBase<ILoggingEvent> reporting = new Reporting(output);
        reporting.setContext(getContext());
        reporting.start();
        super.addAppender(reporting);
    }

    /** Writes each event. If events were dropped since the last report, reports their number then. */
    private static final class Reporting extends AppenderBase<ILoggingEvent> {
        private final Appender<ILoggingEvent> output;
        private long reported = dropped();

        Reporting(Appender<ILoggingEvent> output) {
            this.output = output;
        }

        @Override
        protected void append(ILoggingEvent event) {
            long before = REFUSED.get();
            output.doAppend(event);
            long dropped = dropped();
            if (dropped > reported && REFUSED.get() == before) {
                output.doAppend(warning((dropped - reported)
                        + " log events were dropped, since the standard output did not accept them in time"));
                reported = dropped;
            }
        }

        private ILoggingEvent warning(String text) {
            Logger logger = ((LoggerContext) getContext()).getLogger(LogQueue.class);
            return new LoggingEvent(LogQueue.class.getName(), logger, Level.WARN, text, null, null);
        }
    }
}
