package org.downloadtoken.config.setting;

import java.util.regex.Pattern;

/** A setting is missing or invalid. The message is one line that names the setting and the allowed values. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** User information, queries, fragments and parameters, PEM, URLs of Postgres, and user:password. A port has digits only. */
    private static final Pattern MAY_HOLD_A_SECRET =
            Pattern.compile("[@?=#]|%40|-----|(jdbc|postgres|postgresql):|^[^:/]+:[^:/]*[^:/\\d]");

    /** Control and invisible characters, and all spaces but the plain one. */
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}|[\\p{Z}&&[^ ]]");

    public ConfigException(String message) {
        super(message);
    }

    public static ConfigException invalid(Setting setting, String value) {
        return invalid(setting, value, setting.allowed());
    }

    /** An error for a value that another setting makes invalid. */
    public static ConfigException invalid(Setting setting, String value, String allowed) {
        return new ConfigException(setting.name() + " must be " + allowed + ", but is " + shown(value));
    }

    /** A URL with a password, its query, or a secret in base64 is not shown. */
    private static String shown(String value) {
        return MAY_HOLD_A_SECRET.matcher(value).find()
                ? "a value that is not shown, since it may contain a password"
                : "'" + UNPRINTABLE.matcher(value).replaceAll("?") + "'"; // one line, on which each character is seen
    }
}
