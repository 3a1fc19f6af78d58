package org.downloadtoken.config;

import java.util.List;
import java.util.Map;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.IntSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.config.setting.TextSetting;
import org.downloadtoken.encoding.HostPort;

/**
 * Where the other members reach this one. A member listens at these addresses only.
 *
 * @param hazelcast the membership and the shared limits
 * @param eventBus the access requests
 */
public record ClusterAddresses(HostPort hazelcast, HostPort eventBus) {
    public static final TextSetting HOST =
            host("CLUSTER_HOST", "", "Address at which this member listens, and at which the other members reach it.");

    public static final IntSetting PORT = port("CLUSTER_PORT", 5701, "Port of Hazelcast at that address.");

    public static final TextSetting BUS_HOST =
            host("CLUSTER_BUS_HOST", "", "The same for the event bus. The default is CLUSTER_HOST.");

    public static final IntSetting BUS_PORT = port("CLUSTER_BUS_PORT", 5702, "Port of the event bus.");

    static final List<Setting> SETTINGS = List.of(HOST, PORT, BUS_HOST, BUS_PORT);

    public ClusterAddresses {
        if (hazelcast.port() == eventBus.port()) {
            throw new ConfigException(
                    BUS_PORT.name() + " must differ from " + PORT.name() + ", but both are " + eventBus.port());
        }
    }

    static ClusterAddresses from(Map<String, String> values) {
        String host = read(HOST, values);
        if (host.isEmpty()) {
            throw new ConfigException(
                    HOST.name() + " must be set in a cluster: the address at which the others reach this member");
        }
        String busHost = read(BUS_HOST, values);
        return new ClusterAddresses(
                new HostPort(host, PORT.read(values)),
                new HostPort(busHost.isEmpty() ? host : busHost, BUS_PORT.read(values)));
    }

    private static String read(TextSetting setting, Map<String, String> values) {
        return HostName.parse(setting.read(values)).orElse("");
    }

    private static TextSetting host(String name, String defaultValue, String description) {
        return new TextSetting(
                name,
                defaultValue,
                text -> HostName.parse(text)
                        .filter(host -> !host.equals("0.0.0.0") && !host.equals("::"))
                        .isPresent(),
                "a host name or an IP address that other members can reach, not a URL and not 0.0.0.0",
                description);
    }

    private static IntSetting port(String name, int defaultValue, String description) {
        return new IntSetting(name, defaultValue, 1, 65_535, description);
    }
}
