package org.downloadtoken.config;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads one setting at a time from text into its type; a wrong value becomes an error that says what is allowed. */
record SettingReader(JsonObject values) {
    String text(Setting setting) {
        return values.getString(setting.name(), setting.defaultValue());
    }

    String matching(Setting setting, String pattern, String allowed) {
        String value = text(setting);
        if (!value.matches(pattern)) {
            throw wrong(setting, value, allowed);
        }
        return value;
    }

    int number(Setting setting, int least, int most) {
        return number(setting, text(setting), least, most);
    }

    /** Comma-separated numbers, at least one. */
    List<Integer> numbers(Setting setting, int least, int most) {
        return Arrays.stream(text(setting).split(",", -1))
                .map(item -> number(setting, item.strip(), least, most))
                .toList();
    }

    private static int number(Setting setting, String value, int least, int most) {
        String allowed = "a whole number from " + least + " to " + most;
        if (!value.matches("-?\\d{1,9}")) {
            throw wrong(setting, value, allowed);
        }
        int number = Integer.parseInt(value);
        if (number < least || number > most) {
            throw wrong(setting, value, allowed);
        }
        return number;
    }

    /** One of an enum's constants, written in lower case with dashes, in any case. */
    <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        String value = text(setting);
        List<String> allowed = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        int index = allowed.indexOf(value.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw wrong(setting, value, "one of " + String.join(", ", allowed));
        }
        return type.getEnumConstants()[index];
    }

    List<String> list(Setting setting) {
        return Arrays.stream(text(setting).split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    Secret secret(Setting setting) {
        return new Secret(text(setting));
    }

    static ConfigException wrong(Setting setting, String value, String allowed) {
        String shown = value.replaceAll("\\p{Cntrl}", "?"); // the message is one line
        return new ConfigException(setting + " must be " + allowed + ", but is '" + shown + "'");
    }
}
