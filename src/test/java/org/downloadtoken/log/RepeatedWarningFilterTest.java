package org.downloadtoken.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class RepeatedWarningFilterTest {
    private static final String EVENT_BUS = "io.vertx.core.eventbus.impl.clustered.ClusteredEventBus";

    private final RepeatedWarningFilter filter = new RepeatedWarningFilter();

    @Test
    void warningOfTheEventBusPassesOnceInTenSeconds() {
        assertEquals(FilterReply.NEUTRAL, decide(EVENT_BUS, new ConnectException("a"), 0));
        assertEquals(FilterReply.DENY, decide(EVENT_BUS, new ConnectException("b"), 9_999));
        assertEquals(FilterReply.NEUTRAL, decide(EVENT_BUS, new ConnectException("b"), 10_000));
    }

    @Test
    void warningWithAnotherCausePasses() {
        assertEquals(FilterReply.NEUTRAL, decide(EVENT_BUS, new ConnectException(), 0));
        assertEquals(FilterReply.NEUTRAL, decide(EVENT_BUS, new IOException(), 1));
    }

    @Test
    void secondFailureOfAPublishIsDropped() {
        IllegalStateException failure = new IllegalStateException("Promise already completed");
        assertEquals(FilterReply.NEUTRAL, decide("io.vertx.core.impl.ContextImpl", failure, 0));

        failure.setStackTrace(new StackTraceElement[] {new StackTraceElement(EVENT_BUS, "sendToNodes", null, 1)});
        assertEquals(FilterReply.DENY, decide("io.vertx.core.impl.ContextImpl", failure, 0));
    }

    @Test
    void otherLoggersAreNotFiltered() {
        for (int i = 0; i < 3; i++) {
            assertEquals(FilterReply.NEUTRAL, decide("com.hazelcast.cluster", new ConnectException(), i));
        }
    }

    private FilterReply decide(String logger, Throwable cause, long millis) {
        Logger source = new LoggerContext().getLogger(logger);
        LoggingEvent event = new LoggingEvent("", source, Level.WARN, "Connecting failed", cause, new Object[0]);
        event.setTimeStamp(millis);
        return filter.decide(event);
    }
}
