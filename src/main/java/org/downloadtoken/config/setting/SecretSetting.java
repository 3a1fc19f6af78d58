package org.downloadtoken.config.setting;

import java.util.Map;

/** A setting whose value is a secret. It has no default, and no error message shows its value. */
public record SecretSetting(String name, String allowed, String description) implements Setting {
    @Override
    public String defaultValue() {
        return "";
    }

    /** The name of the setting that gives a file with the secret instead. Container platforms mount secrets as files. */
    public String fileName() {
        return name + "_FILE";
    }

    public Secret read(Map<String, String> values) {
        return new Secret(text(values));
    }

    /** An error that names the rule which the secret breaks. */
    public ConfigException invalid(String rule) {
        return new ConfigException(name + " must " + rule);
    }
}
