package org.downloadtoken.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The paths of the contract may have no prefix. */
class EmptyBasePathIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService(
            Map.of("HTTP_BASE_PATH", "/", "DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    private static final String ID = DemoDataset.PUBLIC.id().toString();

    @Test
    void tokenIsMintedAndOpensTheFile() {
        String token =
                SERVICE.client().request("POST", "/auth/download-token/" + ID).token();

        assertEquals(
                200,
                SERVICE.client()
                        .request("GET", "/datasets/" + ID + "/download/cog?token=" + token)
                        .status());
    }

    @Test
    void proxyIsAnswered() {
        String token =
                SERVICE.client().request("POST", "/auth/download-token/" + ID).token();
        String uri = "/datasets/" + ID + "/download/cog?token=" + token;

        assertEquals(
                204,
                SERVICE.client()
                        .request("GET", "/auth/verify", "X-Original-URI", uri)
                        .status());
    }

    @ParameterizedTest
    @CsvSource({
        "/, 200",
        "/docs, 200",
        "/openapi.yaml, 200",
        "/.well-known/jwks.json, 200",
        "//, 404",
        "/auth/verify/, 404",
        "/api/openapi.yaml, 404"
    })
    void onlyExactPathsExist(String path, int status) {
        assertEquals(status, SERVICE.client().request("GET", path).status());
    }
}
