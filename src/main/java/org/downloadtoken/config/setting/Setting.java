package org.downloadtoken.config.setting;

import java.util.Map;

/**
 * One setting: its name, default, allowed values and description. The environment and the conf file use the same name.
 * Each setting is a constant of the record that it configures.
 */
public sealed interface Setting
        permits ChoiceSetting, IntSetting, ListSetting, PathSetting, SecretSetting, TextSetting {
    String name();

    /** The default as text. Empty means that the setting has no default. */
    String defaultValue();

    /** The allowed values, in words that complete the sentence "NAME must be …". */
    String allowed();

    /** What the setting does, in one line. */
    String description();

    /** The value as text: the given one, or the default. */
    default String text(Map<String, String> values) {
        return values.getOrDefault(name(), defaultValue());
    }
}
