package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests downloads under a name that ends in {@code .tif}. */
class NamedDownloadIT {
    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final String STEM_OF_THE_LONGEST = "x".repeat(100);

    @ParameterizedTest
    @ValueSource(
            strings = {"a.tif", "coastlines-of-europe.cog.tif", "A_1.tif", "..tif", "-.tif", "cog.tif", "LONGEST.tif"})
    void fileIsTheSameUnderEachName(String name) {
        String token = SERVICE.client().token(PUBLIC);
        ApiResponse cog = SERVICE.client().download(PUBLIC, token, "Range", "bytes=5-100");

        ApiResponse named = get("GET", name, token, "Range", "bytes=5-100");

        assertEquals(206, named.status());
        assertEquals(cog.body(), named.body());
        for (String header : new String[] {"etag", "content-range", "content-disposition", "cache-control", "vary"}) {
            assertEquals(cog.header(header), named.header(header), header);
        }
        assertEquals(
                Optional.of("attachment; filename=\"coastlines-of-europe.cog.tif\""),
                named.header("content-disposition"));
    }

    @Test
    void headHasTheSameHeaders() {
        String token = SERVICE.client().token(PUBLIC);
        ApiResponse named = get("HEAD", "a.tif", token);

        assertEquals(200, named.status());
        assertEquals(get("HEAD", "cog", token).header("content-length"), named.header("content-length"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                ".tif",
                "a.TIF",
                "a.tiff",
                "a.tif.gz",
                "cogs",
                "COG",
                "a+b.tif",
                "a~b.tif",
                "a%20b.tif",
                "a%2Fb.tif",
                "%C3%A9.tif",
                "a.tif%0A",
                "a.tif%00",
                "a;b.tif",
                "a.tif;b",
                "a.ti%66",
                "TOO-LONGEST.tif"
            })
    void anyOtherNameIsAnUnknownPathForEachMethod(String name) {
        String token = SERVICE.client().token(PUBLIC);
        String unknown = SERVICE.client().request("GET", "/api/nothing").body();

        for (String method : new String[] {"GET", "PUT", "OPTIONS"}) {
            assertEquals(404, get(method, name, token).status());
            assertEquals(unknown, get(method, name, token).body());
        }
        assertEquals(404, get("HEAD", name, token).status());
    }

    @Test
    void anotherMethodIsAnsweredWithTheAllowedOnes() {
        ApiResponse response = get("PUT", "a.tif", "x");

        assertEquals(405, response.status());
        assertEquals(Optional.of("GET, HEAD"), response.header("allow"));
    }

    @Test
    void idThatIsNoUuidIsUnprocessable() {
        assertEquals(
                422,
                SERVICE.client()
                        .request("GET", "/api/datasets/x/download/a.tif")
                        .status());
    }

    @Test
    void onlyKnownPathsAreCountedAsDownloads() {
        String token = SERVICE.client().token(PUBLIC);
        double before = downloads();

        get("GET", "x", token);
        assertEquals(before, downloads());
        get("GET", "a.tif", "x");
        assertNotEquals(before, downloads());
    }

    private static double downloads() {
        return new Metrics(SERVICE.managementPort()).sum("download_requests_total", "operation", "download");
    }

    private static ApiResponse get(String method, String name, String token, String... headers) {
        String path = ApiClient.download(PUBLIC).replaceFirst("cog$", name.replace("LONGEST", STEM_OF_THE_LONGEST));
        return SERVICE.client().request(method, path + "?token=" + token, headers);
    }
}
