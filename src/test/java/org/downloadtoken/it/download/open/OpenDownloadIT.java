package org.downloadtoken.it.download.open;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests downloads without a credential, with {@code PUBLIC_DOWNLOADS=open}. */
class OpenDownloadIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService(OpenClient.settings());

    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final UUID PRIVATE = DemoDataset.PRIVATE.id();

    private final OpenClient client = new OpenClient(SERVICE.client());

    @Test
    void publicDatasetIsServed() throws Exception {
        String file = Files.readString(DemoCogs.file(), StandardCharsets.ISO_8859_1);
        ApiResponse whole = client.get(PUBLIC);

        assertEquals(200, whole.status());
        assertEquals(file, whole.body());
        assertEquals(Optional.of("private, no-cache"), whole.header("cache-control"));
        assertEquals(Optional.of("Authorization, X-Api-Key"), whole.header("vary"));
        assertEquals(206, client.get(PUBLIC, "Range", "bytes=0-9").status());
        assertEquals(
                304,
                client.get(PUBLIC, "If-None-Match", whole.header("etag").orElseThrow())
                        .status());
        assertEquals(
                200, client.api().request("HEAD", ApiClient.download(PUBLIC)).status());
        assertEquals(
                200,
                client.api().request("GET", ApiClient.download(PUBLIC) + "?a=b").status());
    }

    @Test
    void remoteAssetIsRedirected() {
        String url = "https://files.example.com/coastlines.tif";

        assertEquals(
                Optional.of(url),
                client.get(Rasters.add("public", "raster_dataset", "remote", url))
                        .header("location"));
    }

    @Test
    void hiddenAndMissingDatasetsReceiveTheResponseOfAServiceThatNeedsTokens() {
        DownloadTokenService closed = RunningService.start(Map.of());
        try {
            ApiClient closedClient = new ApiClient(closed.port());
            for (String method : List.of("GET", "HEAD")) {
                ApiResponse expected = OpenClient.undated(closedClient.request(method, ApiClient.download(PUBLIC)));

                assertEquals(401, expected.status());
                for (UUID datasetId : List.of(PRIVATE, DemoDataset.DRAFT.id(), UUID.randomUUID())) {
                    assertEquals(
                            expected, OpenClient.undated(client.api().request(method, ApiClient.download(datasetId))));
                }
            }
        } finally {
            RunningService.stop(closed);
        }
    }

    @Test
    void hideAppliesToTheNextRequestWithoutACache() {
        DownloadTokenService uncached = RunningService.start(OpenClient.settings("PUBLIC_CACHE_TTL_MS", "0"));
        try {
            OpenClient direct = new OpenClient(new ApiClient(uncached.port()));
            UUID datasetId = Rasters.add("public");
            assertEquals(200, direct.get(datasetId).status());
            Rasters.change(datasetId, "visibility = 'private'");
            assertEquals(401, direct.get(datasetId).status());
        } finally {
            RunningService.stop(uncached);
        }
    }
}
