package org.downloadtoken.config.setting;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A setting whose value is a comma-separated list. White space around an item and empty items are ignored. If the setting
 * has a default, the list has at least one item.
 *
 * @param item parses one item; empty if the item is not allowed
 */
public record ListSetting<T>(
        String name, String defaultValue, Function<String, Optional<T>> item, String allowed, String description)
        implements Setting {
    public static ListSetting<String> ofText(String name, String defaultValue, String allowed, String description) {
        return new ListSetting<>(name, defaultValue, Optional::of, allowed, description);
    }

    public List<T> read(Map<String, String> values) {
        String text = text(values);
        List<T> items = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> item.apply(part).orElseThrow(() -> ConfigException.invalid(this, text)))
                .toList();
        if (items.isEmpty() && !defaultValue.isEmpty()) {
            throw ConfigException.invalid(this, text);
        }
        return items;
    }
}
