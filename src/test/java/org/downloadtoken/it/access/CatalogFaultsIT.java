package org.downloadtoken.it.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.catalog.TcpGate;
import org.junit.jupiter.api.Test;

/** Tests a catalog that is unreachable or unusable. */
class CatalogFaultsIT {
    @Test
    void withoutTheCatalogOnlyCachedGrantsAreServed() throws Exception {
        try (TcpGate gate = new TcpGate(RunningService.catalog().port())) {
            DownloadTokenService service = RunningService.start(Map.of(
                    "POSTGRES_PORT", String.valueOf(gate.port()), "PUBLIC_CACHE_TTL_MS", "60000", "EVENT_LOOPS", "1"));
            try {
                ApiClient client = new ApiClient(service.port());
                assertEquals(200, client.mint(DemoDataset.PUBLIC.id()).status());

                gate.shut();

                assertEquals(200, client.mint(DemoDataset.PUBLIC.id()).status(), "cached, within its bound");
                assertUnavailable(client.mint(UUID.randomUUID()));
                assertUnavailable(client.mintAs(Tokens.session(DemoUser.ADMIN), DemoDataset.PUBLIC.id()));
                assertUnavailable(client.mint(DemoDataset.PUBLIC.id(), "X-Api-Key", "no such key"));

                gate.open();

                TimeUnit.SECONDS.sleep(1);
                assertEquals(404, client.mint(UUID.randomUUID()).status(), "recovered by itself");
            } finally {
                RunningService.stop(service);
            }
        }
    }

    @Test
    void startWaitsForAnUnreachableCatalog() throws Exception {
        try (TcpGate gate = new TcpGate(RunningService.catalog().port())) {
            gate.shut();
            DownloadTokenService service = RunningService.create(Map.of("POSTGRES_PORT", String.valueOf(gate.port())));
            Future<Void> started = service.start();
            try {
                while (service.managementPort() == 0) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
                assertEquals(200, health(service, "live"));
                assertEquals(503, health(service, "ready"));
                assertFalse(started.isComplete());

                gate.open();

                started.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
                assertEquals(200, health(service, "ready"));
                assertEquals(
                        200,
                        new ApiClient(service.port())
                                .mint(DemoDataset.PUBLIC.id())
                                .status());

                gate.shut();

                awaitReady(service, 503);

                gate.open();

                awaitReady(service, 200);
            } finally {
                RunningService.stop(service);
            }
        }
    }

    @Test
    void missingTableFailsTheStart() {
        RunningService.catalog().execute("CREATE SCHEMA IF NOT EXISTS empty; GRANT USAGE ON SCHEMA empty TO PUBLIC");

        assertTrue(refusal(Map.of("CATALOG_SCHEMA", "empty")).contains("\"empty.datasets\" does not exist"));
    }

    @Test
    void missingPrivilegeFailsTheStart() {
        RunningService.catalog()
                .execute("DROP ROLE IF EXISTS nobody_special; CREATE ROLE nobody_special LOGIN;"
                        + "GRANT USAGE ON SCHEMA catalog TO nobody_special");

        assertTrue(refusal(Map.of("POSTGRES_USER", "nobody_special")).contains("permission denied"));
    }

    @Test
    void unknownDatabaseFailsTheStart() {
        assertTrue(refusal(Map.of("POSTGRES_DB", "nowhere")).contains("\"nowhere\" does not exist"));
    }

    @Test
    void rowLevelSecurityFailsTheStart() {
        RunningService.catalog().execute("""
                        CREATE SCHEMA guarded;
                        DO $$ DECLARE t text; BEGIN
                          FOREACH t IN ARRAY ARRAY['datasets','records','dataset_grants','roles','user_roles','users','api_keys',
                                             'raster_assets']
                          LOOP EXECUTE format('CREATE TABLE guarded.%1$I (LIKE catalog.%1$I)', t); END LOOP;
                        END $$;
                        ALTER TABLE guarded.records ENABLE ROW LEVEL SECURITY;
                        GRANT USAGE ON SCHEMA guarded TO PUBLIC;
                        GRANT SELECT ON ALL TABLES IN SCHEMA guarded TO PUBLIC;
                        """);

        String refusal = refusal(Map.of("CATALOG_SCHEMA", "guarded"));

        assertTrue(refusal.contains("row-level security hides rows of guarded.records"), refusal);
    }

    @Test
    void duplicateApiKeyIsInvalid() {
        RunningService.catalog().execute("""
                        CREATE SCHEMA loose;
                        DO $$ DECLARE t text; BEGIN
                          FOREACH t IN ARRAY ARRAY['datasets','records','dataset_grants','roles','user_roles','users','api_keys',
                                             'raster_assets']
                          LOOP EXECUTE format('CREATE TABLE loose.%1$I AS TABLE catalog.%1$I', t); END LOOP;
                        END $$;
                        INSERT INTO loose.api_keys SELECT gen_random_uuid(), 'a0000000-0000-4000-8000-000000000001', key_hash,
                          is_active, expires_at, key_epoch, scope FROM loose.api_keys;
                        GRANT USAGE ON SCHEMA loose TO PUBLIC;
                        GRANT SELECT ON ALL TABLES IN SCHEMA loose TO PUBLIC;
                        """);
        DownloadTokenService service = RunningService.start(Map.of("CATALOG_SCHEMA", "loose"));
        try {
            ApiClient client = new ApiClient(service.port());
            assertEquals(
                    401,
                    client.mint(DemoDataset.PUBLIC.id(), "X-Api-Key", "demo-analyst-full")
                            .status());
            assertEquals(200, client.mint(DemoDataset.PUBLIC.id()).status());
        } finally {
            RunningService.stop(service);
        }
    }

    private static void assertUnavailable(ApiResponse response) {
        assertEquals(503, response.status());
        assertEquals(Optional.of("1"), response.header("retry-after"));
    }

    private static void awaitReady(DownloadTokenService service, int status) throws Exception {
        for (int attempt = 0; health(service, "ready") != status; attempt++) {
            assertTrue(attempt < 200, "readiness does not follow");
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static int health(DownloadTokenService service, String probe) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + service.managementPort() + "/health/" + probe);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static String refusal(Map<String, String> settings) {
        CompletionException refused = assertThrows(CompletionException.class, () -> RunningService.start(settings));
        return String.valueOf(refused.getMessage());
    }
}
