package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests proxies that send the absolute URI of the client's request. ingress-nginx sends it as X-Original-URL. */
class AbsoluteUriIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of("FORWARD_AUTH_URI_HEADER", "X-Original-URL"));

    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final String PATH = ApiClient.download(PUBLIC);

    @ParameterizedTest
    @ValueSource(
            strings = {"", "https://maps.example.com", "HTTP://maps.example.com:8080", "https://[2001:db8::1]:8443"})
    void httpUriIsAcceptedByItsPath(String origin) {
        ApiResponse response = verify(origin + PATH + "?token=" + token());

        assertEquals(204, response.status());
        assertEquals(Optional.of(PUBLIC.toString()), response.header("x-download-dataset"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://maps.example.com/PATH",
                "https://maps.example.com/.PATH",
                "https://maps.example.comPATH/",
                "https://maps.example.com/xPATH",
                "https://maps.example.comPATH%20",
                "https://PATH",
                "https://x@maps.example.comPATH",
                "https://maps.example.com:PATH",
                "ftp://maps.example.comPATH",
                "//maps.example.comPATH",
                "maps.example.comPATH"
            })
    void anyOtherUriIsRefused(String uri) {
        String refused = uri.replace("PATH", PATH);

        assertEquals(401, verify(refused + "?token=" + token()).status());
        assertEquals(
                401,
                verify("https://maps.example.com" + PATH + "?token=" + token() + "#x")
                        .status());
    }

    /** A client that chose another path by its Host header would otherwise open another file. */
    @ParameterizedTest
    @ValueSource(strings = {"x?", "x#", "x\\", "x@y:", "x;"})
    void authorityWithTheStartOfAnotherUriIsRefused(String host) {
        String hidden = ApiClient.download(DemoDataset.PRIVATE.id());

        assertEquals(
                401,
                verify("https://" + host + PATH + "?token=" + token() + "&a=" + hidden)
                        .status());
    }

    private static String token() {
        return SERVICE.client().token(PUBLIC);
    }

    private static ApiResponse verify(String uri) {
        return SERVICE.client().request("GET", "/api/auth/verify", "X-Original-URL", uri);
    }
}
