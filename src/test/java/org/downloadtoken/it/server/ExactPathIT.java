package org.downloadtoken.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that no other form of a path reaches an operation: a proxy's rule for the path would not match that form. */
class ExactPathIT {
    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    private static final String ID = DemoDataset.PUBLIC.id().toString();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/auth/verify/",
                "/api/auth/verify//",
                "/api/auth/verify/.",
                "/api/auth/verify/..",
                "/api/auth/verify/x/..",
                "//api/auth/verify",
                "/api//auth/verify",
                "/api/auth//verify",
                "/./api/auth/verify",
                "/api/./auth/verify",
                "/api/../api/auth/verify",
                "/api/auth/x/../verify",
                "/api/auth/download-token/../verify",
                "/api/auth%2Fverify",
                "/api/auth%2fverify",
                "/api%2Fauth%2Fverify",
                "/api/auth/verif%79",
                "/api/auth/%76erify",
                "/%61pi/auth/verify",
                "/api/auth/%2e/verify",
                "/api/x/%2e%2E/auth/verify",
                "/api/auth/verify%2F",
                "/api/auth/verify%20",
                "/api/auth/verify%00",
                "/api/auth/verify;x=1",
                "/api/auth\\verify",
                "/api/auth/Verify",
                "/api/AUTH/verify",
                "/API/auth/verify",
                "/api/auth/verify/x"
            })
    void anotherFormOfThePathOfVerifyIsUnknown(String path) {
        String token = SERVICE.client().token(DemoDataset.PUBLIC.id());
        String uri = ApiClient.download(DemoDataset.PUBLIC.id()) + "?token=" + token;
        String header = "X-Original-URI: " + uri;

        assertEquals(
                204,
                SERVICE.client()
                        .request("GET", "/api/auth/verify", "X-Original-URI", uri)
                        .status());
        for (String method : new String[] {"GET", "PUT"}) {
            assertUnknown(raw(method, path, header));
            assertUnknown(raw(method, path + "?x=1", header));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/auth/download-token/ID/",
                "//api/auth/download-token/ID",
                "/api/auth/download-token//ID",
                "/api/auth/./download-token/ID",
                "/api/auth/download-token/x/../ID",
                "/api/auth/download%2Dtoken/ID",
                "/api/%61uth/download-token/ID",
                "/api/auth%2Fdownload-token/ID",
                "/api/auth/Download-Token/ID",
                "/api/auth/download-token/%32ID"
            })
    void anotherFormOfThePathOfAMintRequestIsUnknown(String path) {
        String written = path.replace("%32ID", "%32" + ID.substring(1)).replace("ID", ID);

        assertEquals(200, SERVICE.client().request("POST", ApiClient.MINT + ID).status());
        assertUnknown(raw("POST", written, "X: x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/datasets/ID/download/cog/",
                "/api/datasets/ID/download//cog",
                "/api/datasets/ID/download/./cog",
                "/api/datasets/x/../ID/download/cog",
                "/api/datasets/ID/download/co%67",
                "/api/datasets/ID/download%2Fcog",
                "/api/datasets/ID/Download/cog",
                "/api/datasets/ID/download/a.tif/",
                "/api/datasets/ID/download//a.tif",
                "/api/datasets/ID/download/./a.tif",
                "/api/datasets/ID/download/x/../a.tif",
                "/api/datasets/ID/download/a.ti%66",
                "/api/datasets/ID/download%2Fa.tif",
                "/api/datasets/ID/download/a.tif;x=1",
                "/api/datasets/ID/download/..%2Fa.tif",
                "/api/datasets/ID/download\\a.tif"
            })
    void anotherFormOfThePathOfADownloadIsUnknown(String path) {
        String query = "?token=" + SERVICE.client().token(DemoDataset.PUBLIC.id());

        assertEquals(
                200,
                SERVICE.client()
                        .request("GET", ApiClient.download(DemoDataset.PUBLIC.id()) + query)
                        .status());
        assertUnknown(raw("GET", path.replace("ID", ID) + query, "X: x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/.well-known/jwks.json", "/api/openapi.yaml", "/api/openapi.json"})
    void documentsAreFoundOnlyAtTheirExactPath(String path) {
        assertEquals(200, SERVICE.client().request("GET", path).status());
        assertUnknown(raw("GET", path + "/", "X: x"));
        assertUnknown(raw("GET", "/api/." + path.substring(4), "X: x"));
        assertUnknown(raw("GET", path.replace("n", "%6E"), "X: x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/api/", "/docs", "/api/docs", "/client/download-token.js", "/api/client/download-token.js"
            })
    void pagesAreFound(String path) {
        assertEquals(200, SERVICE.client().request("GET", path).status());
    }

    private static void assertUnknown(ApiResponse response) {
        assertEquals(404, response.status());
        assertEquals(raw("GET", "/api/nothing", "X: x").body(), response.body());
    }

    private static ApiResponse raw(String method, String path, String header) {
        return SERVICE.client().raw(method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n");
    }
}
