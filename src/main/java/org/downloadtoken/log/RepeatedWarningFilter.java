package org.downloadtoken.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Drops the warnings of the event bus between members that repeat: it logs one for each message that it cannot send, so many in a
 * second while a member is away. Of each logger and exception, one passes in ten seconds.
 */
public final class RepeatedWarningFilter extends Filter<ILoggingEvent> {
    private static final String EVENT_BUS = "io.vertx.core.eventbus.impl.clustered.";
    private static final long PERIOD_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final int MAX_CAUSES = 20;

    /** When each cause has last passed, the oldest first, in milliseconds. */
    private final Map<String, Long> passedAt = new LinkedHashMap<>();

    @Override
    public synchronized FilterReply decide(ILoggingEvent event) {
        if (isSecondFailureOfAPublish(event)) {
            return FilterReply.DENY;
        }
        if (!event.getLoggerName().startsWith(EVENT_BUS)) {
            return FilterReply.NEUTRAL;
        }
        String cause = event.getLoggerName()
                + (event.getThrowableProxy() == null
                        ? ""
                        : event.getThrowableProxy().getClassName());
        long now = event.getTimeStamp();
        passedAt.values().removeIf(passed -> now - passed >= PERIOD_MILLIS);
        if (passedAt.containsKey(cause) || passedAt.size() >= MAX_CAUSES) {
            return FilterReply.DENY;
        }
        passedAt.put(cause, now);
        return FilterReply.NEUTRAL;
    }

    /** Vert.x completes one promise for each member to which it publishes, and logs an error for the second one. */
    private static boolean isSecondFailureOfAPublish(ILoggingEvent event) {
        return event.getThrowableProxy() != null
                && "Promise already completed".equals(event.getThrowableProxy().getMessage())
                && Arrays.stream(event.getThrowableProxy().getStackTraceElementProxyArray())
                        .anyMatch(frame ->
                                frame.getStackTraceElement().getClassName().startsWith(EVENT_BUS));
    }
}
