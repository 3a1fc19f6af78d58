package org.downloadtoken.it.mint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.downloadtoken.demo.DemoApiKey;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the URLs that the service signs, and who gets one. */
class SignUrlIT {
    private static final String PUBLIC_URL = "https://tokens.example.com/maps";
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final String HREF = PUBLIC_URL + "/datasets/" + PUBLIC + "/download/cog";

    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString(), "PUBLIC_URL", PUBLIC_URL));

    @RegisterExtension
    static final RunningService WITHOUT_URL = new RunningService();

    @Test
    void signedUrlOpensTheFileUntilItExpires() {
        Instant before = Instant.now();

        ApiResponse response = sign(HREF);

        assertEquals(200, response.status());
        assertEquals(Optional.of("no-store"), response.header("cache-control"));
        JsonObject body = new JsonObject(response.body());
        URI href = URI.create(body.getString("href"));
        assertTrue(href.toString().startsWith(HREF + "?token="), href::toString);
        String path = href.getPath().replaceFirst("/maps", "/api") + "?" + href.getQuery();
        assertEquals(200, SERVICE.client().request("GET", path).status());
        Instant expiry = Instant.parse(body.getString("msft:expiry"));
        assertFalse(expiry.isBefore(before.plusSeconds(118)));
        assertFalse(expiry.isAfter(Instant.now().plusSeconds(120)));
        assertEquals(
                expiry,
                Tokens.decode(href.getQuery().replace("token=", ""))
                        .getExpirationTime()
                        .toInstant());
    }

    @Test
    void callersGetWhatTheyGetFromAMintRequest() {
        String restricted = href(DemoDataset.RESTRICTED);
        String bearer = "Bearer " + Tokens.session(DemoUser.ANALYST);

        assertEquals(200, sign(restricted, "Authorization", bearer).status());
        assertEquals(200, sign(restricted, "X-Api-Key", DemoApiKey.FULL.text()).status());
        assertEquals(
                403, sign(restricted, "X-Api-Key", DemoApiKey.READ_ONLY.text()).status());
        assertEquals(404, sign(restricted).status());
        assertEquals(401, sign(HREF, "Authorization", "Bearer x").status());
        assertEquals(
                401,
                sign(HREF, "Authorization", bearer, "X-Api-Key", DemoApiKey.FULL.text())
                        .status());
    }

    @Test
    void hiddenAndMissingDatasetsReceiveTheSameResponse() {
        String missing = PUBLIC_URL + "/datasets/" + UUID.randomUUID() + "/download/cog";

        assertEquals(sign(missing), sign(href(DemoDataset.PRIVATE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://tokens.example.com:443/maps/datasets/ID/download/cog",
                "HTTPS://Tokens.Example.COM/maps/datasets/ID/download/cog",
                "https:tokens.example.com/maps/datasets/ID/download/cog",
                "https://tokens.example.com/x/../maps/./datasets/ID/download/cog",
                "https:\\\\tokens.example.com\\maps\\datasets\\ID\\download\\cog",
                " https://tokens.example.com/maps/datasets/ID/download/cog "
            })
    void formsThatBrowsersReadAlikeAreSignedInTheCanonicalForm(String form) {
        String signed = new JsonObject(sign(form.replace("ID", PUBLIC.toString().toUpperCase(Locale.ROOT)))
                        .body())
                .getString("href");

        assertTrue(signed.startsWith(HREF + "?token="), signed);
    }

    @Test
    void nameOfTheFileStays() {
        String href = HREF.replaceFirst("cog$", "Coastlines_1.tif");

        String signed = new JsonObject(sign(href).body()).getString("href");

        assertTrue(signed.startsWith(href + "?token="), signed);
        String path = URI.create(signed.replace(PUBLIC_URL, "/api")).toString();
        assertEquals(200, SERVICE.client().request("GET", path).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "/api/datasets/ID/download/cog",
                "//tokens.example.com/maps/datasets/ID/download/cog",
                "http://tokens.example.com/maps/datasets/ID/download/cog",
                "https://tokens.example.com:8443/maps/datasets/ID/download/cog",
                "https://tokens.example.com.evil.example/maps/datasets/ID/download/cog",
                "https://evil.example/maps/datasets/ID/download/cog",
                "https://tokens.example.com@evil.example/maps/datasets/ID/download/cog",
                "https://evil.example\\@tokens.example.com/maps/datasets/ID/download/cog",
                "https://user@tokens.example.com/maps/datasets/ID/download/cog",
                "https://user:pass@tokens.example.com/maps/datasets/ID/download/cog",
                "https://tokens.example.com/maps/datasets/ID/download/cog?",
                "https://tokens.example.com/maps/datasets/ID/download/cog?x=1",
                "https://tokens.example.com/maps/datasets/ID/download/cog#",
                "https://tokens.example.com/maps/datasets/ID/download/cog#x",
                "https://tokens.example.com/maps/datasets/ID/download/cog/",
                "https://tokens.example.com/maps//datasets/ID/download/cog",
                "https://tokens.example.com/maps/datasets/ID/download/%63og",
                "https://tokens.example.com/maps/datasets/%7BID%7D/download/cog",
                "https://tokens.example.com/maps/datasets/ID/download/cog.tiff",
                "https://tokens.example.com/maps/datasets/ID/download/.tif",
                "https://tokens.example.com/maps/datasets/ID/download/a%2E.tif",
                "https://tokens.example.com/maps/datasets/ID/download/a/b.tif",
                "https://tokens.example.com/maps/datasets/ID/download/a.tif/",
                "https://tokens.example.com/maps/datasets/ID/download/../download/a.TIF",
                "https://tokens.example.com/maps/datasets/x/download/a.tif",
                "https://tokens.example.com/api/datasets/ID/download/cog",
                "https://tokens.example.com/maps/datasets/x/download/cog",
                "https://tokens.example.com/maps/auth/download-token/ID",
                "https://tokens.example.com:+443/maps/datasets/ID/download/cog",
                "https://tokens.example.com/m\faps/datasets/ID/download/cog",
                "https://\f@tokens.example.com/maps/datasets/ID/download/cog",
                "ftp://tokens.example.com/maps/datasets/ID/download/cog",
                "javascript:https://tokens.example.com/maps/datasets/ID/download/cog"
            })
    void anyOtherUrlIsMalformed(String url) {
        ApiResponse response = sign(url.replace("ID", PUBLIC.toString()));

        assertEquals(400, response.status(), url);
        assertTrue(response.body().contains("href"), response::body);
    }

    @Test
    void parameterIsRequiredOnce() {
        assertEquals(400, SERVICE.client().request("GET", "/api/auth/sign").status());
        assertEquals(
                400,
                SERVICE.client()
                        .request("GET", path(HREF) + "&href=" + encoded(HREF))
                        .status());
        assertEquals(
                401, SERVICE.client().request("GET", path(HREF) + "&token=x").status());
        assertEquals(
                401,
                SERVICE.client().request("GET", path(HREF) + "&access_token=x").status());
    }

    @Test
    void headersOfTheRequestDoNotChangeTheUrl() {
        ApiResponse response = sign(
                HREF,
                "X-Forwarded-Host",
                "evil.example",
                "X-Forwarded-Proto",
                "http",
                "Forwarded",
                "host=evil.example");

        assertTrue(new JsonObject(response.body()).getString("href").startsWith(HREF + "?token="));
    }

    @Test
    void withoutAPublicUrlTheResponseIsThatOfAnUnknownPath() {
        assertEquals(
                WITHOUT_URL.client().request("GET", "/api/nothing?x=1"),
                WITHOUT_URL.client().request("GET", path(HREF)));
    }

    @Test
    void withoutAPublicUrlNoRequestIsCountedAsOneForAToken() {
        Metrics metrics = new Metrics(WITHOUT_URL.managementPort());

        WITHOUT_URL.client().request("GET", path(HREF));

        assertEquals(0, metrics.sum("download_token_requests_total", "outcome", "not_found"));
    }

    @Test
    void anonymousCallersShareTheTokenOfASecond() {
        long distinct =
                Stream.generate(() -> sign(HREF).body()).limit(50).distinct().count();

        assertTrue(distinct <= 3, () -> distinct + " tokens");
    }

    @Test
    void rateLimitIsSharedWithMintRequests() {
        var limited = RunningService.start(Map.of("RATE_LIMIT_PER_MINUTE", "1", "PUBLIC_URL", PUBLIC_URL));
        try {
            ApiClient client = new ApiClient(limited.port());

            assertEquals(200, client.mint(PUBLIC).status());
            assertEquals(429, client.request("GET", path(HREF)).status());
        } finally {
            RunningService.stop(limited);
        }
    }

    @Test
    void requestIsCountedLikeAMintRequest() {
        String granted = "download_token_requests_total{caller=\"anonymous\",outcome=\"granted\"}";
        double before = new Metrics(SERVICE.managementPort()).value(granted);

        sign(HREF);

        assertEquals(before + 1, new Metrics(SERVICE.managementPort()).value(granted));
    }

    private static String href(DemoDataset dataset) {
        return PUBLIC_URL + "/datasets/" + dataset.id() + "/download/cog";
    }

    private static ApiResponse sign(String href, String... headers) {
        return SERVICE.client().request("GET", path(href), headers);
    }

    private static String path(String href) {
        return "/api/auth/sign?href=" + encoded(href);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
