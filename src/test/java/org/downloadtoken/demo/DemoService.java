package org.downloadtoken.demo;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.source.ConfigSource;

/** The service with an embedded catalog, the viewer at the root path, and a random secret. */
public record DemoService(DownloadTokenService service, String secret, String basePath) implements AutoCloseable {
    /** Starts the service for local clients only. These settings override those of the demo. */
    public static DemoService start(EmbeddedCatalog catalog, Map<String, String> settings) {
        String secret = HexFormat.of().formatHex(new SecureRandom().generateSeed(32));
        Map<String, String> environment =
                new HashMap<>(Map.of("HTTP_HOST", "127.0.0.1", "MANAGEMENT_HOST", "127.0.0.1", "DRAIN_SECONDS", "0"));
        environment.put("DOWNLOAD_ROOT", DemoCogs.directory().toString());
        String port = settings.getOrDefault("HTTP_PORT", "8080");
        if (!port.equals("0") && !settings.containsKey("HTTP_BASE_PATH")) {
            environment.put("PUBLIC_URL", "http://localhost:" + port + "/api");
        }
        environment.putAll(settings);
        environment.putAll(catalog.settings());
        environment.put("API_PAGES", "on"); // the viewer uses their styles
        environment.put("JWT_SECRET_KEY", secret);
        ServiceConfig config = ServiceConfig.from(ConfigSource.load(environment));
        DownloadTokenService service = new DownloadTokenService(
                config,
                Clock.systemUTC(),
                DemoViewer.pages(catalog, secret, config.http().basePath()));
        service.start().toCompletionStage().toCompletableFuture().join();
        return new DemoService(service, secret, config.http().basePath());
    }

    @Override
    public void close() {
        service.close().toCompletionStage().toCompletableFuture().join();
    }
}
