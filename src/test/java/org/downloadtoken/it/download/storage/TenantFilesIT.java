package org.downloadtoken.it.download.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.download.UnservableAssetReporter;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.CapturedLog;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.store.S3Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests files of two tenants with the same asset_uri, in a directory and in an object store. */
class TenantFilesIT {
    private static final UUID TENANT_A = UUID.fromString("e000000a-0000-4000-8000-0000000000aa");
    private static final UUID TENANT_B = UUID.fromString("e000000b-0000-4000-8000-0000000000bb");
    private static final String KEY = "cogs/a.tif";
    private static final String TEMPLATE = "tenants/{tenant_id}/{asset_uri}";

    private enum Stored {
        IN_FILES,
        IN_S3,
        STREAMED_FROM_S3
    }

    @RegisterExtension
    final CapturedLog log = new CapturedLog(UnservableAssetReporter.class);

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init") // startAll() sets the fields
    private static Daemon s3;

    @SuppressWarnings("NullAway.Init")
    private static Map<Stored, DownloadTokenService> services;

    @BeforeAll
    static void startAll() throws IOException {
        Path root = Files.createDirectory(directory.resolve("root"));
        s3 = S3Server.start(directory, Files.createDirectory(directory.resolve("buckets")));
        put(root, "tenants/" + TENANT_A + "/" + KEY, "file of A");
        put(root, "tenants/" + TENANT_B + "/" + KEY, "file of B");
        put(root, KEY, "file of nobody");
        Map<String, String> files = Map.of("STORAGE_KEY_TEMPLATE", TEMPLATE, "DOWNLOAD_ROOT", root.toString());
        services = Map.of(
                Stored.IN_FILES, RunningService.start(files),
                Stored.IN_S3, RunningService.start(objectStore("redirect")),
                Stored.STREAMED_FROM_S3, RunningService.start(objectStore("stream")));
    }

    @AfterAll
    static void stopAll() {
        services.values().forEach(RunningService::stop);
        s3.close();
    }

    @ParameterizedTest
    @EnumSource
    void eachTenantHasItsOwnFile(Stored stored) {
        UUID ofA = raster(TENANT_A, KEY);
        UUID ofB = raster(TENANT_B, KEY);

        for (int i = 0; i < 2; i++) { // the second answer comes from the cache of public datasets
            assertEquals("file of A", download(stored, ofA).body());
            assertEquals("file of B", download(stored, ofB).body());
        }
    }

    @ParameterizedTest
    @EnumSource
    void datasetThatMovesToAnotherTenantHasThatTenantsFile(Stored stored) throws IOException {
        UUID dataset = raster(TENANT_A, stored + ".tif");
        put(directory.resolve("root"), "tenants/" + TENANT_B + "/" + stored + ".tif", "moved");
        assertEquals(
                404, client(stored).request("GET", path(dataset), session()).status());

        Rasters.change(dataset, "tenant_id = '" + TENANT_B + "'");

        assertEquals("moved", download(stored, dataset).body());
    }

    @ParameterizedTest
    @EnumSource
    void noUriLeavesTheDirectoryOfItsTenant(Stored stored) {
        for (String uri : List.of(
                "../" + TENANT_B + "/" + KEY,
                "./../" + TENANT_B + "/" + KEY,
                "x/../../" + TENANT_B + "/" + KEY,
                "../../" + KEY,
                "..",
                "..\\" + TENANT_B + "\\" + KEY,
                "%2e%2e/" + TENANT_B + "/" + KEY,
                "/" + KEY,
                directory.resolve("root/" + KEY).toString(),
                "tenants/" + TENANT_B + "/" + KEY,
                "{tenant_id}/" + KEY)) {
            UUID dataset = raster(TENANT_A, uri);

            assertEquals(404, download(stored, dataset).status(), uri);
            assertEquals(404, head(stored, dataset).status(), uri);
        }
    }

    @ParameterizedTest
    @EnumSource
    void datasetWithoutTenantHasNoFileAndTheOperatorLearnsWhy(Stored stored) {
        UUID dataset = Rasters.withFile(stored + "/" + KEY);

        assertEquals(404, download(stored, dataset).status());
        assertEquals(404, head(stored, dataset).status());

        String warning = "Downloads of dataset " + dataset + " are answered 404: storage key \"" + stored + "/" + KEY
                + "\": STORAGE_KEY_TEMPLATE requires a tenant, and the dataset has none";
        assertTrue(
                log.messages().stream().anyMatch(message -> message.startsWith(warning)),
                () -> log.messages().toString());
    }

    @ParameterizedTest
    @EnumSource
    void remoteAssetIsRedirectedToItsUrl(Stored stored) {
        UUID dataset = Rasters.add("public", "raster_dataset", "remote", "https://cogs.example.com/a.tif");
        Rasters.change(dataset, "tenant_id = '" + TENANT_A + "'");
        ApiClient client = client(stored);

        assertEquals(
                Optional.of("https://cogs.example.com/a.tif"),
                client.download(dataset, client.token(dataset)).header("location"));
    }

    @Test
    void withoutTemplateTheKeyIsTheUri() {
        DownloadTokenService service = RunningService.start(
                Map.of("DOWNLOAD_ROOT", directory.resolve("root").toString()));
        try {
            ApiClient client = new ApiClient(service.port());
            UUID dataset = raster(TENANT_A, KEY);

            assertEquals(
                    "file of nobody",
                    client.download(dataset, client.token(dataset)).body());
        } finally {
            RunningService.stop(service);
        }
    }

    private static void put(Path root, String key, String content) throws IOException {
        Path file = root.resolve(key);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        S3Server.put(s3, "hosted", key, file);
    }

    private static Map<String, String> objectStore(String delivery) {
        return Map.of(
                "STORAGE_KEY_TEMPLATE",
                TEMPLATE,
                "DOWNLOAD_STORAGE",
                "s3",
                "S3_DELIVERY",
                delivery,
                "S3_BUCKET",
                "hosted",
                "S3_ENDPOINT",
                "http://127.0.0.1:" + s3.port());
    }

    private static UUID raster(UUID tenant, String uri) {
        UUID dataset = Rasters.withFile(uri);
        Rasters.change(dataset, "tenant_id = '" + tenant + "'");
        return dataset;
    }

    private static ApiClient client(Stored stored) {
        return new ApiClient(services.get(stored).port());
    }

    private static String path(UUID dataset) {
        return ApiClient.download(dataset);
    }

    private static String[] session() {
        return new String[] {"Authorization", "Bearer " + Tokens.session(DemoUser.OWNER)};
    }

    private static ApiResponse head(Stored stored, UUID dataset) {
        return client(stored).request("HEAD", path(dataset), session());
    }

    /** Downloads with a token, and follows a redirect to the store. */
    private static ApiResponse download(Stored stored, UUID dataset) {
        ApiClient client = client(stored);
        ApiResponse response = client.download(dataset, client.token(dataset));
        if (response.status() != 302) {
            return response;
        }
        URI location = URI.create(response.header("location").orElseThrow());
        return new PlainClient(s3.port()).request("GET", location.getRawPath() + "?" + location.getRawQuery());
    }
}
