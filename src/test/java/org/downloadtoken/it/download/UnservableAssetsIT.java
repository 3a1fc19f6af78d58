package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.download.UnservableAssetReporter;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.CapturedLog;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that the catalog names but that cannot be served is a 404 for the client, and a warning and a count for the operator. */
class UnservableAssetsIT {
    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    @RegisterExtension
    final CapturedLog log = new CapturedLog(UnservableAssetReporter.class);

    @ParameterizedTest
    @CsvSource({
        "local, nothing.tif, missing, storage key \"nothing.tif\": there is no such file",
        "local, europe, not_a_file, storage key \"europe\": it is not a regular file",
        "local, /etc/passwd, invalid_key, storage key \"/etc/passwd\": it is absolute",
        "local, a//b.tif, invalid_key, storage key \"a//b.tif\": it is absolute",
        "remote, https://user:s3cret@example.com/a.tif, credentials_in_url, its asset_uri contains a user name or password",
        "remote, gopher://example.com/s3cret, invalid_url, its asset_uri is not an http or https URL"
    })
    void clientReceivesAPlain404AndTheOperatorTheCause(String backend, String uri, String cause, String logged) {
        UUID datasetId = Rasters.add("public", "raster_dataset", backend, uri);
        ApiClient client = SERVICE.client();
        String token = client.token(datasetId);
        double before = count(cause);

        for (int i = 0; i < 3; i++) {
            assertEquals(guessed().body(), client.download(datasetId, token).body());
        }
        assertEquals(
                404,
                client.request("HEAD", ApiClient.download(datasetId) + "?token=" + token)
                        .status());

        assertEquals(before + 4, count(cause));
        String warning = onlyWarning();
        assertTrue(warning.startsWith("Downloads of dataset " + datasetId + " are answered 404: " + logged), warning);
        assertFalse(warning.contains("s3cret"), warning);
    }

    @Test
    void rasterWithoutAFileIsReported() {
        UUID datasetId = Rasters.withoutAsset("public", "raster_dataset");

        SERVICE.client().download(datasetId, SERVICE.client().token(datasetId));

        String warning = onlyWarning();
        assertTrue(
                warning.startsWith(
                        "Downloads of dataset " + datasetId + " are answered 404: the catalog names no file"),
                warning);
    }

    @Test
    void guessedIdIsNotReported() {
        assertEquals(404, guessed().status());
        assertEquals(List.of(), log.messages());
    }

    private String onlyWarning() {
        assertEquals(1, log.messages().size(), () -> log.messages().toString());
        return log.messages().get(0);
    }

    private static ApiResponse guessed() {
        return SERVICE.client()
                .request("GET", ApiClient.download(UUID.randomUUID()), "X-Api-Key", "demo-analyst-read-only");
    }

    private static double count(String cause) {
        return new Metrics(SERVICE.managementPort()).sum("download_assets_unservable_total", "cause", cause);
    }
}
