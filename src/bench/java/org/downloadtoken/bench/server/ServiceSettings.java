package org.downloadtoken.bench.server;

import java.util.HashMap;
import java.util.Map;

/** The settings of a service with one event loop. */
public final class ServiceSettings {
    public static final String SECRET = "a secret of the benchmark, 32 bytes at least";

    private ServiceSettings() {}

    static Map<String, String> of(BenchCatalog catalog, String schema, int port, int managementPort) {
        Map<String, String> settings = new HashMap<>(catalog.settings());
        settings.put("HTTP_HOST", "127.0.0.1");
        settings.put("HTTP_PORT", String.valueOf(port));
        settings.put("MANAGEMENT_HOST", "127.0.0.1");
        settings.put("MANAGEMENT_PORT", String.valueOf(managementPort));
        settings.put("EVENT_LOOPS", "1");
        settings.put("CATALOG_SCHEMA", schema);
        settings.put("DOWNLOAD_ROOT", System.getProperty("bench.dir", "target/bench"));
        settings.put("JWT_SECRET_KEY", SECRET);
        settings.put("DRAIN_SECONDS", "0");
        return settings;
    }
}
