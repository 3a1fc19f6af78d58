package org.downloadtoken.config.setting;

import java.util.Map;
import java.util.Optional;

/** A setting whose value is a whole number from a range. */
public record IntSetting(String name, int defaultNumber, int min, int max, String description) implements Setting {
    public IntSetting {
        if (defaultNumber < min || defaultNumber > max) {
            throw new IllegalArgumentException("the default of " + name + " is out of range");
        }
    }

    @Override
    public String defaultValue() {
        return String.valueOf(defaultNumber);
    }

    @Override
    public String allowed() {
        return "a whole number from " + min + " to " + max;
    }

    public int read(Map<String, String> values) {
        String text = text(values);
        return parse(text, min, max).orElseThrow(() -> ConfigException.invalid(this, text));
    }

    /** A decimal number within the range. */
    public static Optional<Integer> parse(String text, int min, int max) {
        return Optional.of(text)
                .filter(digits -> digits.matches("-?\\d{1,9}"))
                .map(Integer::valueOf)
                .filter(number -> number >= min && number <= max);
    }
}
