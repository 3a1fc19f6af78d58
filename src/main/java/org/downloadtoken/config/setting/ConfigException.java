package org.downloadtoken.config.setting;

/** A setting is missing or invalid. The message is one line that names the setting and the allowed values. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }

    public static ConfigException invalid(Setting setting, String value) {
        return invalid(setting, value, setting.allowed());
    }

    /** An error for a value that another setting makes invalid. */
    public static ConfigException invalid(Setting setting, String value, String allowed) {
        String printable = value.replaceAll("\\p{Cntrl}", "?"); // the message stays one line
        return new ConfigException(setting.name() + " must be " + allowed + ", but is '" + printable + "'");
    }
}
