package org.downloadtoken.config.setting;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A setting whose value is text. A setting without a default may stay empty. */
public record TextSetting(
        String name, String defaultValue, Predicate<String> accepts, String allowed, String description)
        implements Setting {
    public static TextSetting any(String name, String defaultValue, String description) {
        return new TextSetting(name, defaultValue, text -> true, "text", description);
    }

    public static TextSetting matching(
            String name, String defaultValue, String pattern, String allowed, String description) {
        return new TextSetting(name, defaultValue, Pattern.compile(pattern).asMatchPredicate(), allowed, description);
    }

    public String read(Map<String, String> values) {
        String text = text(values);
        boolean unset = text.isEmpty() && defaultValue.isEmpty();
        if (!unset && !accepts.test(text)) {
            throw ConfigException.invalid(this, text);
        }
        return text;
    }

    public Optional<String> readOptional(Map<String, String> values) {
        return Optional.of(read(values)).filter(text -> !text.isEmpty());
    }
}
