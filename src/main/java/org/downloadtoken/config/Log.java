package org.downloadtoken.config;

import java.util.List;
import java.util.Map;
import org.downloadtoken.config.setting.ChoiceSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.config.setting.Switch;

/**
 * The service's own log.
 *
 * @param audit whether each decision about a token is written to the log
 */
public record Log(Format format, Level level, boolean audit) {
    public enum Format {
        TEXT,
        JSON
    }

    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    static final ChoiceSetting<Format> FORMAT =
            new ChoiceSetting<>("LOG_FORMAT", Format.class, "text", "Format of a log event, which is one line.");

    static final ChoiceSetting<Level> LEVEL =
            new ChoiceSetting<>("LOG_LEVEL", Level.class, "INFO", "Lowest level that the service's own loggers write.");

    static final ChoiceSetting<Switch> AUDIT_LOG = new ChoiceSetting<>(
            "AUDIT_LOG", Switch.class, "off", "Whether each decision about a token is written to the log.");

    static final List<Setting> SETTINGS = List.of(FORMAT, LEVEL, AUDIT_LOG);

    public static Log from(Map<String, String> values) {
        return new Log(
                FORMAT.read(values), LEVEL.read(values), AUDIT_LOG.read(values).isOn());
    }
}
