package org.downloadtoken.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Configures Logback before the first log event, and writes what is queued before the process ends. */
public final class Logging {
    /** The name of the queue in the configuration of Logback. */
    private static final String QUEUE = "queue";

    private Logging() {}

    /**
     * Must run before the first logger is created, because Logback reads these properties then. The libraries that parse
     * other settings create loggers.
     */
    public static void configure(LogFormat format, LogLevel level) {
        configure(format);
        System.setProperty("LOG_LEVEL", level.name());
        // Without this, the loggers of the JDK write to the standard error from the thread that logs.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Configures the format only, for commands. */
    public static void configure(LogFormat format) {
        System.setProperty(
                "logback.configurationFile", "logback-" + format.name().toLowerCase(Locale.ROOT) + ".xml");
    }

    /**
     * Returns when the queued events are written, or after two seconds if the output does not accept them. Only the queue is
     * stopped: to stop the output would wait for a write that hangs.
     */
    public static void stop() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            Appender<ILoggingEvent> queue =
                    logback.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(QUEUE);
            if (queue != null) {
                queue.stop();
            }
        }
    }
}
