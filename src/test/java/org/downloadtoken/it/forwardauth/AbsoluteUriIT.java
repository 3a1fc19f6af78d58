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
                "https://maps.example.com/PATH?token=TOKEN",
                "https://maps.example.com/.PATH?token=TOKEN",
                "https://maps.example.comPATH/?token=TOKEN",
                "https://maps.example.com/xPATH?token=TOKEN",
                "https://maps.example.comPATH%20?token=TOKEN",
                "https://PATH?token=TOKEN",
                "https://x@maps.example.comPATH?token=TOKEN",
                "https://maps.example.com:PATH?token=TOKEN",
                "ftp://maps.example.comPATH?token=TOKEN",
                "//maps.example.comPATH?token=TOKEN",
                "maps.example.comPATH?token=TOKEN",
                "https://maps.example.comPATH?token=TOKEN#x"
            })
    void anyOtherUriIsRefused(String uri) {
        assertEquals(
                401, verify(uri.replace("PATH", PATH).replace("TOKEN", token())).status());
    }

    /** A client chooses the authority by its Host header, and so could choose another path than that of its request. */
    @ParameterizedTest
    @ValueSource(strings = {"x?", "x#", "x\\", "x@y:", "x;"})
    void authorityWithTheStartOfAnotherUriIsRefused(String host) {
        assertEquals(401, verify("https://" + host + PATH + "?token=" + token()).status());
    }

    private static String token() {
        return SERVICE.client().token(PUBLIC);
    }

    private static ApiResponse verify(String uri) {
        return SERVICE.client().request("GET", "/api/auth/verify", "X-Original-URL", uri);
    }
}
