package org.downloadtoken.config.setting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A setting whose value is a constant of an enum. The value is not case-sensitive; it has a dash where the constant has an
 * underscore.
 */
public record ChoiceSetting<E extends Enum<E>>(String name, Class<E> type, String defaultValue, String description)
        implements Setting {
    public ChoiceSetting {
        if (parse(type, defaultValue).isEmpty()) {
            throw new IllegalArgumentException("the default of " + name + " is not one of its choices");
        }
    }

    @Override
    public String allowed() {
        return Arrays.stream(type.getEnumConstants())
                .map(ChoiceSetting::text)
                .collect(Collectors.joining(", ", "one of ", ""));
    }

    public E read(Map<String, String> values) {
        String text = text(values);
        return parse(type, text).orElseThrow(() -> ConfigException.invalid(this, text));
    }

    private static <E extends Enum<E>> Optional<E> parse(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> text(constant).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
