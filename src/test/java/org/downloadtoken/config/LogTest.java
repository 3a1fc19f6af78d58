package org.downloadtoken.config;

import static org.downloadtoken.config.ConfigErrors.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.downloadtoken.log.LogFormat;
import org.downloadtoken.log.LogLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTest {
    @Test
    void defaults() {
        assertEquals(new Log(LogFormat.TEXT, LogLevel.INFO, false), Log.from(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"JSON, JSON", "json, JSON", "text, TEXT"})
    void formatIsTextOrJson(String value, LogFormat format) {
        assertEquals(format, Log.from(Map.of("LOG_FORMAT", value)).format());
    }

    @Test
    void otherFormatIsRejected() {
        assertRejected(Log::from, Log.FORMAT, "xml", "one of text, json");
    }

    @ParameterizedTest
    @CsvSource({"ERROR, ERROR", "warn, WARN", "Info, INFO", "debug, DEBUG"})
    void levelIsNotCaseSensitive(String value, LogLevel level) {
        assertEquals(level, Log.from(Map.of("LOG_LEVEL", value)).level());
    }

    @Test
    void otherLevelIsRejected() {
        assertRejected(Log::from, Log.LEVEL, "loud", "one of error, warn, info, debug");
    }

    @Test
    void auditLogIsOnOrOff() {
        assertTrue(Log.from(Map.of("AUDIT_LOG", "on")).audit());
        assertRejected(Log::from, Log.AUDIT_LOG, "yes", "one of off, on");
    }
}
