package org.downloadtoken.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.IntSetting;
import org.downloadtoken.encoding.HostPort;

/** Reads the addresses of the catalog's servers from the settings of hosts and ports. */
final class CatalogServers {
    static final int MAX = 8;

    private CatalogServers() {}

    /** Whether a text is one port, or several that are separated by commas. */
    static boolean arePorts(String text) {
        return Arrays.stream(text.split(",", -1))
                .allMatch(port -> IntSetting.parse(port.strip(), 1, 65_535).isPresent());
    }

    /** Pairs hosts and ports as libpq does: one port for all hosts, or one for each. */
    static List<HostPort> read(Map<String, String> values) {
        List<String> hosts = Catalog.HOST.read(values);
        if (hosts.size() > MAX) {
            throw ConfigException.invalid(Catalog.HOST, Catalog.HOST.text(values));
        }
        String[] ports = Catalog.PORT.read(values).split(",", -1);
        if (ports.length != 1 && ports.length != hosts.size()) {
            throw ConfigException.invalid(
                    Catalog.PORT,
                    Catalog.PORT.text(values),
                    "one port, or as many as " + Catalog.HOST.name() + " has hosts (" + hosts.size() + ")");
        }
        return IntStream.range(0, hosts.size())
                .mapToObj(i -> new HostPort(hosts.get(i), Integer.parseInt(ports[ports.length == 1 ? 0 : i].strip())))
                .toList();
    }
}
