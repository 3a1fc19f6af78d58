package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.DownloadTokenService;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests requests with the headers that proxies send according to their documentation, and headers that clients could add. */
class ForwardAuthIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of("PUBLIC_CACHE_TTL_MS", "0"));

    private static final String VERIFY = "/api/auth/verify";
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    @Test
    void validTokenIsAccepted() {
        ApiResponse response = verify(uri(PUBLIC, SERVICE.client().token(PUBLIC)));

        assertEquals(204, response.status());
        assertEquals(Optional.of(PUBLIC.toString()), response.header("x-download-dataset"));
        assertEquals(Optional.empty(), response.header("x-download-subject"));
        assertEquals(Optional.of("no-store"), response.header("cache-control"));
    }

    @Test
    void responseNamesTheUserAndTheIdInLowerCase() {
        UUID datasetId = DemoDataset.RESTRICTED.id();
        String token = SERVICE.client()
                .mintAs(Tokens.session(DemoUser.ANALYST), datasetId)
                .token();

        ApiResponse response = verify(uri(datasetId, token).replace("d0000000", "D0000000"));

        assertEquals(Optional.of(datasetId.toString()), response.header("x-download-dataset"));
        assertEquals(Optional.of(DemoUser.ANALYST.id().toString()), response.header("x-download-subject"));
    }

    @Test
    void credentialHeaderIsAcceptedAndTakesPrecedence() {
        String session = "Bearer " + Tokens.session(DemoUser.OWNER);
        String path = ApiClient.download(DemoDataset.PRIVATE.id());

        assertEquals(204, verify(path, "Authorization", session).status());
        assertEquals(403, verify(path, "X-Api-Key", "demo-analyst-read-only").status());
        assertEquals(
                401,
                verify(uri(PUBLIC, SERVICE.client().token(PUBLIC)), "Authorization", "Bearer x")
                        .status());
    }

    @Test
    void downloadTokenInAHeaderIsAcceptedForItsDataset() {
        String bearer = "Bearer " + SERVICE.client().token(PUBLIC);

        assertEquals(
                204, verify(ApiClient.download(PUBLIC), "Authorization", bearer).status());
        assertEquals(
                401,
                verify(ApiClient.download(DemoDataset.PRIVATE.id()), "Authorization", bearer)
                        .status());
    }

    @Test
    void hiddenAndMissingDatasetsReceiveTheSameResponse() {
        String session = "Bearer " + Tokens.session(DemoUser.OUTSIDER);
        ApiResponse hidden = verify(ApiClient.download(DemoDataset.PRIVATE.id()), "Authorization", session);
        ApiResponse missing = verify(ApiClient.download(UUID.randomUUID()), "Authorization", session);

        assertEquals(403, hidden.status());
        assertEquals(missing, hidden);
    }

    @Test
    void datasetMadePrivateIsRefused() {
        UUID datasetId = Rasters.add("public");
        String uri = uri(datasetId, SERVICE.client().token(datasetId));
        assertEquals(204, verify(uri).status());

        Rasters.change(datasetId, "visibility = 'private'");

        assertEquals(403, verify(uri).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/datasets/ID/download/cog/",
                "/api/datasets/ID/download/cog.tiff",
                "/api/datasets/ID/download/.tif",
                "/api/datasets/ID/download/a.ti%66",
                "/api/datasets/ID/download/a.tif;x",
                "/api/datasets/ID/download/x/a.tif",
                "/api/datasets/ID/download//cog",
                "//api/datasets/ID/download/cog",
                "/api//datasets/ID/download/cog",
                "/api/./datasets/ID/download/cog",
                "/api/datasets/../datasets/ID/download/cog",
                "/api/datasets/ID/download/../download/cog",
                "/api/datasets/ID/download/%63og",
                "/api/datasets/ID/download%2Fcog",
                "/api/datasets/%ID/download/cog",
                "/api/datasets/ID%00/download/cog",
                "/api\\datasets\\ID\\download\\cog",
                "/api/datasets/ID/download\\cog",
                "/API/datasets/ID/download/cog",
                "/api/datasets/ID/download/cog;x=1",
                "/api/datasets/ID;x=1/download/cog",
                "/api/datasets/ID/download/cog#x",
                "/api/datasets/{ID}/download/cog",
                "/api/datasets/urn:uuid:ID/download/cog",
                "/x/api/datasets/ID/download/cog",
                "/api/datasets/ID/download/cog ",
                "/api/datasets/ID",
                "/",
                "*",
                ""
            })
    void pathThatIsNotExactlyADownloadPathIsRefused(String path) {
        String token = SERVICE.client().token(PUBLIC);

        assertEquals(
                401,
                verify(path.replace("ID", PUBLIC.toString()) + "?token=" + token)
                        .status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?",
                "",
                "?token=",
                "?token=x",
                "?token=TOKEN&token=TOKEN",
                "?%zz&token=TOKEN",
                "?a=TOKEN",
                "?Token=TOKEN",
                "?%54oken=TOKEN",
                "?token=TOKEN#x"
            })
    void queryWithoutExactlyOneValidTokenIsRefused(String query) {
        String token = SERVICE.client().token(PUBLIC);

        assertEquals(
                401,
                verify(ApiClient.download(PUBLIC) + query.replace("TOKEN", token))
                        .status());
    }

    @Test
    void aTokenOfAnotherDatasetIsRefused() {
        assertEquals(
                401,
                verify(uri(DemoDataset.INTERNAL.id(), SERVICE.client().token(PUBLIC)))
                        .status());
    }

    @ParameterizedTest
    @CsvSource({
        "X-Original-Method, GET, 204",
        "X-Original-Method, HEAD, 204",
        "X-Forwarded-Method, GET, 204",
        "X-Original-Method, POST, 403",
        "X-Original-Method, DELETE, 403",
        "X-Forwarded-Method, PUT, 403",
        "X-Original-Method, get, 403",
        "X-Original-Method, '', 403"
    })
    void onlyGetAndHeadAreAccepted(String header, String method, int status) {
        assertEquals(
                status,
                verify(uri(PUBLIC, SERVICE.client().token(PUBLIC)), header, method)
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Uri", "X-Original-URL", "X-Rewrite-URL", "X-Envoy-Original-Path"})
    void anotherUriHeaderIsRefused(String header) {
        String allowed = uri(PUBLIC, SERVICE.client().token(PUBLIC));

        assertEquals(401, verify(allowed, header, allowed).status(), "beside the trusted one");
        assertEquals(401, verify(allowed, header.toLowerCase(Locale.ROOT), "").status(), "empty");
        assertEquals(
                401, SERVICE.client().request("GET", VERIFY, header, allowed).status(), "in its place");
    }

    @Test
    void trustedHeaderMustOccurOnce() {
        String allowed = uri(PUBLIC, SERVICE.client().token(PUBLIC));

        assertEquals(401, SERVICE.client().request("GET", VERIFY).status());
        assertEquals(401, verify(allowed, "X-Original-URI", allowed).status());
        assertEquals(401, verify(allowed, "x-original-uri", "/").status());
    }

    @Test
    void tokenInTheQueryOfTheVerifyRequestIsIgnored() {
        String token = SERVICE.client().token(PUBLIC);

        assertEquals(
                401,
                SERVICE.client()
                        .request("GET", VERIFY + "?token=" + token, "X-Original-URI", ApiClient.download(PUBLIC))
                        .status());
    }

    /** According to its documentation, ForwardAuth sends GET with X-Forwarded-Method, -Proto, -Host, -Uri and -For. */
    @Test
    void xForwardedUriOfTraefikAndCaddyIsAccepted() {
        DownloadTokenService service = RunningService.start(Map.of("FORWARD_AUTH_URI_HEADER", "X-Forwarded-Uri"));
        try {
            ApiClient client = new ApiClient(service.port());
            String allowed = uri(PUBLIC, client.token(PUBLIC));
            String[] traefik = {
                "X-Forwarded-Method", "GET",
                "X-Forwarded-Proto", "https",
                "X-Forwarded-Host", "maps.example.com",
                "X-Forwarded-Uri", allowed,
                "X-Forwarded-For", "192.0.2.7"
            };
            assertEquals(204, client.request("GET", VERIFY, traefik).status());

            List<String> smuggled = new ArrayList<>(List.of(traefik));
            smuggled.addAll(List.of("X-Original-URI", allowed));
            assertEquals(
                    401,
                    client.request("GET", VERIFY, smuggled.toArray(String[]::new))
                            .status());
        } finally {
            RunningService.stop(service);
        }
    }

    /** According to its documentation, the request has the method of the client, and its path after the configured prefix. */
    @Test
    void methodAndPathAsEnvoySendsThemAreAccepted() {
        String allowed = uri(PUBLIC, SERVICE.client().token(PUBLIC));
        String path = VERIFY + "?" + allowed;

        for (String method : new String[] {"GET", "HEAD"}) {
            ApiResponse response =
                    SERVICE.client().request(method, path, "X-Original-URI", allowed, "X-Original-Method", method);
            assertEquals(204, response.status());
            assertFalse(response.header("x-download-dataset").isEmpty());
        }
        for (String method : new String[] {"POST", "PUT", "DELETE"}) {
            assertEquals(
                    405,
                    SERVICE.client()
                            .request(method, path, "X-Original-URI", allowed, "X-Original-Method", method)
                            .status());
        }
    }

    @Test
    void nameThatEndsInTifIsAccepted() {
        String uri = uri(PUBLIC, SERVICE.client().token(PUBLIC)).replace("/cog?", "/coastlines.tif?");

        assertEquals(204, verify(uri).status());
    }

    @Test
    void thePathsAreConfigurable() {
        DownloadTokenService service = RunningService.start(Map.of(
                "FORWARD_AUTH_PATHS", "/tiles/{dataset_id}/**, /zarr/{dataset_id}/**, /zarr/v3/{dataset_id}/**"));
        try {
            ApiClient client = new ApiClient(service.port());
            String query = "?token=" + client.token(PUBLIC);
            for (String path : new String[] {"/tiles/ID/1/2/3.png", "/zarr/ID/.zmetadata", "/zarr/v3/ID/zarr.json"}) {
                assertEquals(204, status(client, path.replace("ID", PUBLIC.toString()) + query), path);
                assertEquals(
                        401,
                        status(
                                client,
                                path.replace("ID", DemoDataset.INTERNAL.id().toString()) + query),
                        path);
            }
            assertEquals(401, status(client, uri(PUBLIC, client.token(PUBLIC))), "the default");
        } finally {
            RunningService.stop(service);
        }
    }

    private static int status(ApiClient client, String uri) {
        return client.request("GET", VERIFY, "X-Original-URI", uri).status();
    }

    private static String uri(UUID datasetId, String token) {
        return ApiClient.download(datasetId) + "?token=" + token;
    }

    private static ApiResponse verify(String uri, String... headers) {
        List<String> all = new ArrayList<>(List.of("X-Original-URI", uri));
        all.addAll(List.of(headers));
        return SERVICE.client().request("GET", VERIFY, all.toArray(String[]::new));
    }
}
