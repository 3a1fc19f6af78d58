package org.downloadtoken.log;

import ch.qos.logback.classic.LoggerContext;
import java.util.Locale;
import org.downloadtoken.config.Log;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Configures Logback before the first log event, and writes what is queued before the process ends. */
public final class Logging {
    private Logging() {}

    /**
     * Must run before the first logger is created, because Logback reads these properties then. The libraries that parse
     * other settings create loggers.
     */
    public static void configure(Log log) {
        configure(log.format());
        System.setProperty("LOG_LEVEL", log.level().name());
        // Without this, the loggers of the JDK write to the standard error from the thread that logs.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Configures the format only, for commands. */
    public static void configure(Log.Format format) {
        System.setProperty(
                "logback.configurationFile", "logback-" + format.name().toLowerCase(Locale.ROOT) + ".xml");
    }

    /** Returns when the queued events are written, or after two seconds if the output does not accept them. */
    public static void stop() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            logback.stop();
        }
    }
}
