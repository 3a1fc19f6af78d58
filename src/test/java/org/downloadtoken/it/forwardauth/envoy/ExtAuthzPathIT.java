package org.downloadtoken.it.forwardauth.envoy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RawResponse;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the rest of the target is judged as /auth/verify judges the URI in its header, and where the prefix begins and ends. */
class ExtAuthzPathIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final int MAX_LINE = 8_192;

    @RegisterExtension
    static final RunningService SERVICE = new RunningService();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH?token=TOKEN",
                "PATH?token=TOKEN&x=%2F..%2F",
                "PATH?token=TOKEN?",
                "/api/datasets/ID/download/a.tif?token=TOKEN",
                "PATH",
                "PATH?",
                "PATH?token=",
                "PATH?token=x",
                "PATH?token=TOKEN&token=TOKEN",
                "PATH?token=TOKEN&token=",
                "PATH?token=TOKEN&%74oken=TOKEN",
                "PATH?%zz&token=TOKEN",
                "PATH?Token=TOKEN",
                "PATH?access_token=TOKEN",
                "PATH?token=TOKEN&api_key=x",
                "PATH?token=TOKEN#x",
                "PATH#?token=TOKEN",
                "PATH/TOKEN",
                "PATH/?token=TOKEN",
                "PATH;x?token=TOKEN",
                "PATH;token=TOKEN",
                "PATH%20?token=TOKEN",
                "PATH%00?token=TOKEN",
                "PATH%zz?token=TOKEN",
                "/PATH?token=TOKEN",
                "/.PATH?token=TOKEN",
                "/..PATH?token=TOKEN",
                "/../ext-authzPATH?token=TOKEN",
                "/api/auth/ext-authzPATH?token=TOKEN",
                "PATH/.?token=TOKEN",
                "PATH/..?token=TOKEN",
                "PATH/../cog?token=TOKEN",
                "/api/datasets/ID/download//cog?token=TOKEN",
                "/api/datasets/ID/download/c%6Fg?token=TOKEN",
                "/api/datasets/ID/download%2Fcog?token=TOKEN",
                "/api/datasets/x/..%2FID/download/cog?token=TOKEN",
                "/api/datasets/%32489e9ad-2ee2-8e00-8ec9-32d5f69181c0/download/cog?token=TOKEN",
                "/api\\datasets\\ID/download/cog?token=TOKEN",
                "/api/datasets/ID/download/cog\u00e9?token=TOKEN",
                "/API/datasets/ID/download/cog?token=TOKEN",
                "/datasets/ID/download/cog?token=TOKEN",
                "/api/datasets/OTHER/download/cog?token=TOKEN",
                "/?token=TOKEN",
                "/http://maps.example.comPATH?token=TOKEN",
                "/"
            })
    void restIsJudgedAsTheUriInTheHeaderOfVerify(String written) {
        String uri = written.replace("PATH", ApiClient.download(PUBLIC))
                .replace("TOKEN", SERVICE.client().token(PUBLIC))
                .replace("OTHER", DemoDataset.PRIVATE.id().toString())
                .replace("ID", PUBLIC.toString());

        ApiResponse verified = get("/api/auth/verify", "X-Original-URI: " + uri);
        ApiResponse asked = get("/api/auth/ext-authz" + uri, "X: x");

        assertEquals(comparable(verified), comparable(asked));
        assertEquals(verified.status() == 204 ? EnvoyCheck.ALLOWED : verified.status(), asked.status());
        assertTrue(List.of(204, 401).contains(verified.status()), verified::toString);
    }

    /** The headers, except for those of a target with a query, and those of a response to Envoy. */
    private static ApiResponse comparable(ApiResponse response) {
        Map<String, List<String>> headers = new HashMap<>(response.headers());
        headers.keySet().removeAll(List.of("referrer-policy", "date", "x-envoy-auth-headers-to-remove"));
        headers.remove("content-length", List.of("0"));
        return new ApiResponse(0, headers, response.body());
    }

    /** The operator has set the path as an override: then nothing is appended, and nothing is allowed. */
    @ParameterizedTest
    @ValueSource(strings = {"", "?", "?token=TOKEN", "?PATH?token=TOKEN"})
    void prefixWithoutPathIsUnauthorized(String rest) {
        ApiResponse response = get("/api/auth/ext-authz" + filled(rest), "X: x");

        assertEquals(401, response.status());
        assertEquals(
                List.of("Bearer error=\"invalid_request\""), response.headers().get("www-authenticate"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/auth/ext-authzfooPATH",
                "/api/auth/ext-authz.PATH",
                "/api/auth/ext-authz;xPATH",
                "/api/auth/ext-authz%2FPATH",
                "/api/auth/ext-authz%3FPATH",
                "/api/auth/ext-authz%00PATH",
                "/api/auth/ext-authz\\PATH",
                "/api/auth/%65xt-authzPATH",
                "/api/auth%2Fext-authzPATH",
                "/%61pi/auth/ext-authzPATH",
                "/api/auth/Ext-AuthzPATH",
                "/API/auth/ext-authzPATH",
                "/api//auth/ext-authzPATH",
                "//api/auth/ext-authzPATH",
                "/api/auth//ext-authzPATH",
                "/./api/auth/ext-authzPATH",
                "/api/auth/./ext-authzPATH",
                "/api/auth/x/../ext-authzPATH",
                "/api/auth/%2e/ext-authzPATH",
                "/auth/ext-authzPATH",
                "/x/api/auth/ext-authzPATH",
                "/api/auth/ext-authz#PATH",
                "http://maps.example.com/api/auth/ext-authzPATH",
                "http://127.0.0.1/api/auth/ext-authzPATH"
            })
    void otherFormOfThePrefixIsUnknown(String path) {
        ApiResponse response = get(filled(path + "?token=TOKEN"), "X: x");

        assertEquals(404, response.status(), response::toString);
        assertEquals(get("/api/nothing", "X: x").body(), response.body());
    }

    @Test
    void targetThatIsTooLongIsRefused() {
        String start = "/api/auth/ext-authz" + filled("PATH?token=TOKEN&x=");
        String rest = "x".repeat(MAX_LINE - start.length() - "GET  HTTP/1.1".length());

        assertEquals(EnvoyCheck.ALLOWED, get(start + rest, "X: x").status());
        assertEquals(414, get(start + rest + "x", "X: x").status());
    }

    private static String filled(String text) {
        return text.replace("PATH", ApiClient.download(PUBLIC))
                .replace("TOKEN", SERVICE.client().token(PUBLIC));
    }

    private static ApiResponse get(String target, String header) {
        return RawResponse.to(SERVICE.port(), "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n");
    }
}
