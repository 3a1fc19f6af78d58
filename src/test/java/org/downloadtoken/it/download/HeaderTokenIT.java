package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.demo.DemoApiKey;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A download token in the header {@code Authorization} opens what it opens in {@code ?token=}, and nothing else. */
class HeaderTokenIT {
    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final UUID RESTRICTED = DemoDataset.RESTRICTED.id();

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER   "})
    void tokenOfAnAnonymousCallerOpensThePublicDataset(String scheme) {
        ApiResponse response = get(PUBLIC, scheme + SERVICE.client().token(PUBLIC));

        assertEquals(200, response.status());
        assertEquals(Optional.of("Authorization, X-Api-Key"), response.header("vary"));
    }

    @Test
    void tokenOfAUserOpensTheDatasetOfTheUser() {
        assertEquals(200, get(RESTRICTED, "Bearer " + tokenOfTheAnalyst()).status());
    }

    @Test
    void tokenOpensARange() {
        String token = SERVICE.client().token(PUBLIC);
        ApiResponse response = SERVICE.client()
                .request("GET", ApiClient.download(PUBLIC), "Authorization", "Bearer " + token, "Range", "bytes=0-9");

        assertEquals(206, response.status());
        assertEquals(10, response.body().length());
    }

    @Test
    void tokenOfAnotherDatasetIsRefused() {
        assertEquals(
                401, get(RESTRICTED, "Bearer " + SERVICE.client().token(PUBLIC)).status());
        assertEquals(401, get(PUBLIC, "Bearer " + tokenOfTheAnalyst()).status());
    }

    @Test
    void changedTokenIsRefused() {
        String token = SERVICE.client().token(PUBLIC);

        assertEquals(
                401, get(PUBLIC, "Bearer " + token.replaceFirst("\\.", "..")).status());
        assertEquals(
                401,
                get(PUBLIC, "Bearer " + token.replaceFirst("[^.]+$", "AAAA")).status());
        assertEquals(401, get(PUBLIC, "Token " + token).status());
    }

    @Test
    void tokenOfAUserWhoLostAccessIsRefused() {
        UUID datasetId = Rasters.add("internal");
        String token = SERVICE.client()
                .mintAs(Tokens.session(DemoUser.OUTSIDER), datasetId)
                .token();
        Rasters.change(datasetId, "visibility = 'private'");

        assertEquals(404, get(datasetId, "Bearer " + token).status());
    }

    @Test
    void secondCredentialHeaderIsRefused() {
        String bearer = "Bearer " + SERVICE.client().token(PUBLIC);
        ApiClient client = SERVICE.client();

        assertEquals(
                401,
                client.request(
                                "GET",
                                ApiClient.download(PUBLIC),
                                "Authorization",
                                bearer,
                                "X-Api-Key",
                                DemoApiKey.FULL.text())
                        .status());
        assertEquals(
                401,
                client.request("GET", ApiClient.download(PUBLIC), "Authorization", bearer, "Authorization", bearer)
                        .status());
    }

    @Test
    void onlyTheHeaderCountsBesideTheParameter() {
        String token = SERVICE.client().token(PUBLIC);

        assertEquals(
                200,
                SERVICE.client()
                        .download(PUBLIC, "x", "Authorization", "Bearer " + token)
                        .status());
        assertEquals(
                401,
                SERVICE.client()
                        .download(PUBLIC, token, "Authorization", "Bearer " + tokenOfTheAnalyst())
                        .status());
    }

    /** Some clients send the header to the host of a redirect too. */
    @Test
    void remoteAssetIsNotRedirected() {
        UUID remote = Rasters.add("public", "raster_dataset", "remote", "https://files.example.com/coastlines.tif");

        assertEquals(
                403, get(remote, "Bearer " + SERVICE.client().token(remote)).status());
    }

    @Test
    void tokenMintsNoToken() {
        String bearer = "Bearer " + tokenOfTheAnalyst();

        assertEquals(
                401, SERVICE.client().mint(RESTRICTED, "Authorization", bearer).status());
        assertEquals(401, SERVICE.client().mint(PUBLIC, "Authorization", bearer).status());
    }

    private static String tokenOfTheAnalyst() {
        return SERVICE.client()
                .mintAs(Tokens.session(DemoUser.ANALYST), RESTRICTED)
                .token();
    }

    private static ApiResponse get(UUID datasetId, String authorization) {
        return SERVICE.client().request("GET", ApiClient.download(datasetId), "Authorization", authorization);
    }
}
