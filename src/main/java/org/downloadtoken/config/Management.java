package org.downloadtoken.config;

import java.util.List;
import java.util.Map;
import org.downloadtoken.config.setting.IntSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.config.setting.TextSetting;

/**
 * The server of health checks and metrics.
 *
 * @param port 0 selects a free port
 */
public record Management(String host, int port) {
    public static final TextSetting HOST = HostName.ofServer(
            "MANAGEMENT_HOST", "MANAGEMENT_PORT", "Address of the server of health checks and metrics.");

    public static final IntSetting PORT = new IntSetting(
            "MANAGEMENT_PORT",
            9090,
            0,
            65_535,
            "Port of health checks and metrics; 0 selects a free port. Do not publish it.");

    static final List<Setting> SETTINGS = List.of(HOST, PORT);

    static Management from(Map<String, String> values) {
        return new Management(HostName.parse(HOST.read(values)).orElseThrow(), PORT.read(values));
    }
}
