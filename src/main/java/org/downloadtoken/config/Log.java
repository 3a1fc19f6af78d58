package org.downloadtoken.config;

import java.util.List;
import java.util.Map;
import org.downloadtoken.config.setting.ChoiceSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.config.setting.Switch;
import org.downloadtoken.log.LogFormat;
import org.downloadtoken.log.LogLevel;

/**
 * The service's own log.
 *
 * @param audit whether each decision about a token, and the first use of each token, is written to the log
 */
public record Log(LogFormat format, LogLevel level, boolean audit) {
    static final ChoiceSetting<LogFormat> FORMAT =
            new ChoiceSetting<>("LOG_FORMAT", LogFormat.class, "text", "Format of a log event, which is one line.");

    static final ChoiceSetting<LogLevel> LEVEL = new ChoiceSetting<>(
            "LOG_LEVEL", LogLevel.class, "INFO", "Lowest level that the service's own loggers write.");

    static final ChoiceSetting<Switch> AUDIT_LOG = new ChoiceSetting<>(
            "AUDIT_LOG",
            Switch.class,
            "off",
            "Whether each decision about a token, and the first use of each token, is written to the log.");

    static final List<Setting> SETTINGS = List.of(FORMAT, LEVEL, AUDIT_LOG);

    public static Log from(Map<String, String> values) {
        return new Log(
                FORMAT.read(values), LEVEL.read(values), AUDIT_LOG.read(values).isOn());
    }
}
