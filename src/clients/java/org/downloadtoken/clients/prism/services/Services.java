package org.downloadtoken.clients.prism.services;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.SlowDownload;
import org.downloadtoken.testing.catalog.TcpGate;

/** One service in each {@link ServiceState}. All have the same files and keys. */
public final class Services implements AutoCloseable {
    public static final String PUBLIC_URL = "https://tokens.example.com/api";

    private static final String COPY_OF_THE_CATALOG = """
            CREATE SCHEMA changed;
            DO $$ DECLARE t text; BEGIN
              FOREACH t IN ARRAY ARRAY['datasets','records','dataset_grants','roles','user_roles','users','api_keys',
                                       'raster_assets']
              LOOP EXECUTE format('CREATE TABLE changed.%1$I AS TABLE catalog.%1$I', t); END LOOP;
            END $$;
            GRANT USAGE ON SCHEMA changed TO PUBLIC;
            GRANT SELECT ON ALL TABLES IN SCHEMA changed TO PUBLIC;
            """;

    private final Map<ServiceState, DownloadTokenService> services = new EnumMap<>(ServiceState.class);
    private final TcpGate postgres = new TcpGate(RunningService.catalog().port());
    private final SlowClock clock = new SlowClock();
    private final List<SlowDownload> downloads = new ArrayList<>();
    private final Path files;
    private final Path keys;
    private final BackgroundRequests overload;

    /** Starts all services. Their files and keys are below this directory. */
    public Services(Path directory) throws IOException {
        files = Files.createDirectory(directory.resolve("files"));
        keys = Files.createDirectory(directory.resolve("keys"));
        ServedFiles.create(files);
        new KeyFiles(keys).jwk("2026-11", KeyFiles.ec(Curve.P_256)).signing("2026-11");
        start(ServiceState.HEALTHY, Map.of("DOWNLOAD_ROLES", "analyst"));
        start(
                ServiceState.LIMITED,
                Map.of(
                        "RATE_LIMIT_PER_MINUTE", "1",
                        "INVALID_CREDENTIALS_PER_MINUTE", "1",
                        "DOWNLOADS_PER_CLIENT", "1",
                        "TRUSTED_PROXIES", "127.0.0.1"));
        start(ServiceState.CATALOG_DOWN, Map.of("POSTGRES_PORT", String.valueOf(postgres.port())));
        postgres.shut();
        RunningService.catalog().execute(COPY_OF_THE_CATALOG);
        start(ServiceState.CATALOG_CHANGED, Map.of("CATALOG_SCHEMA", "changed"));
        RunningService.catalog().execute("ALTER TABLE changed.records ALTER visibility TYPE integer USING 0");
        start(ServiceState.OVERLOADED, Map.of());
        clock.slow();
        overload = new BackgroundRequests(port(ServiceState.OVERLOADED), "/api/openapi.yaml");
    }

    public int port(ServiceState state) {
        return Objects.requireNonNull(services.get(state)).port();
    }

    /** Sends a request directly to the service in a state. */
    public ApiResponse send(ServiceState state, ContractRequest request) {
        return request.send(port(state), "/api");
    }

    /** Sends a request to the limited service until it responds with 429. */
    public ContractRequest limited(ContractRequest request) {
        for (int attempt = 0; send(ServiceState.LIMITED, request).status() != 429; attempt++) {
            assertTrue(attempt < 5, () -> "no limit for " + request);
        }
        return request;
    }

    /**
     * Returns the request when the service with the changed catalog queries it. A row that cannot be read opens the circuit
     * breaker, and the next requests get 503. A query without such a row closes it.
     */
    public ContractRequest unreadable(ContractRequest request) {
        ContractRequest unknown = mint(UUID.randomUUID());
        for (int attempt = 0; send(ServiceState.CATALOG_CHANGED, unknown).status() != 404; attempt++) {
            assertTrue(attempt < 5_000, "the circuit breaker stays open");
        }
        return request;
    }

    /** Adds the current entity tag as If-None-Match. */
    public ContractRequest current(ContractRequest request) {
        String etag = send(ServiceState.HEALTHY, request).header("etag").orElseThrow();
        return request.with("If-None-Match", etag);
    }

    /** A download token of an anonymous caller for a public dataset. Every service accepts it. */
    public String token(UUID datasetId) {
        return send(ServiceState.HEALTHY, mint(datasetId)).token();
    }

    private static ContractRequest mint(UUID datasetId) {
        return ContractRequest.of("POST", "/auth/download-token/" + datasetId);
    }

    /** Begins a download from the limited service, and does not read it. */
    public void beginDownload(String address, UUID datasetId, String token) {
        SlowDownload download = new SlowDownload(port(ServiceState.LIMITED), address, datasetId, token);
        downloads.add(download);
        download.status();
    }

    @Override
    public void close() {
        downloads.forEach(SlowDownload::close);
        overload.close();
        services.values().forEach(RunningService::stop);
        postgres.close();
    }

    private void start(ServiceState state, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("PUBLIC_URL", PUBLIC_URL);
        all.put("DOWNLOAD_ROOT", files.toString());
        all.put("SIGNING_KEYS_DIR", keys.toString());
        all.put("PUBLIC_CACHE_TTL_MS", "0");
        all.put("EVENT_LOOPS", "1");
        services.put(state, RunningService.start(all, state == ServiceState.OVERLOADED ? clock : Clock.systemUTC()));
    }
}
