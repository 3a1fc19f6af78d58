package org.downloadtoken.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.function.Function;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.Setting;
import org.junit.jupiter.api.function.Executable;

/** The messages of rejected settings. */
public final class ConfigErrors {
    private ConfigErrors() {}

    /** The message of the expected error, which is one line. */
    public static String message(Executable executable) {
        String message =
                String.valueOf(assertThrows(ConfigException.class, executable).getMessage());
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    /** Asserts that a record rejects a value, and that the message names the setting, the value and what is allowed. */
    public static void assertRejected(
            Function<Map<String, String>, ?> record, Setting setting, String value, String allowed) {
        assertEquals(
                setting.name() + " must be " + allowed + ", but is '" + value + "'",
                message(() -> record.apply(Map.of(setting.name(), value))));
    }
}
