package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoSession;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests who may download, and which file the service sends. */
class DownloadCogIT {
    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString(), "PUBLIC_CACHE_TTL_MS", "0"));

    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    @Test
    void mintedTokenDownloadsTheFileOfItsDataset() throws IOException {
        ApiResponse response =
                SERVICE.client().download(PUBLIC, SERVICE.client().token(PUBLIC));

        assertEquals(200, response.status());
        assertEquals(new String(Files.readAllBytes(DemoCogs.file()), StandardCharsets.ISO_8859_1), response.body());
        assertEquals(Optional.of("no-referrer"), response.header("referrer-policy"));
        assertEquals(
                Optional.of("attachment; filename=\"coastlines-of-europe.cog.tif\""),
                response.header("content-disposition"));
    }

    @Test
    void idOfThePathIsComparedInLowerCase() {
        String path = "/api/datasets/" + PUBLIC.toString().toUpperCase(Locale.ROOT) + "/download/cog?token=";

        assertEquals(
                200,
                SERVICE.client()
                        .request("GET", path + SERVICE.client().token(PUBLIC))
                        .status());
    }

    static Stream<Arguments> refusedTokens() {
        String valid = token(claims -> claims);
        return Stream.of(
                arguments("a session", Tokens.session(DemoUser.ADMIN)),
                arguments(
                        "a session without typ", token(c -> c.claim("typ", null).subject(owner()))),
                arguments("typ session", token(c -> c.claim("typ", "session"))),
                arguments("typ in another case", token(c -> c.claim("typ", "Download"))),
                arguments("typ a list", token(c -> c.claim("typ", List.of("download")))),
                arguments("another dataset", token(c -> c.claim("scope", "dataset:" + DemoDataset.INTERNAL.id()))),
                arguments("no scope", token(c -> c.claim("scope", null))),
                arguments("scope without its kind", token(c -> c.claim("scope", PUBLIC.toString()))),
                arguments("scope of another kind", token(c -> c.claim("scope", "record:" + PUBLIC))),
                arguments("scope of two", token(c -> c.claim("scope", "dataset:" + PUBLIC + " dataset:" + PUBLIC))),
                arguments("scope a list", token(c -> c.claim("scope", List.of("dataset:" + PUBLIC)))),
                arguments("scope with a newline", token(c -> c.claim("scope", "dataset:" + PUBLIC + "\n"))),
                arguments("scope in upper case", token(c -> c.claim("scope", "DATASET:" + PUBLIC))),
                arguments("scope of any", token(c -> c.claim("scope", "dataset:*"))),
                arguments("expired", token(c -> c.issueTime(at(-121)).expirationTime(at(-1)))),
                arguments("without exp", token(c -> c.expirationTime(null))),
                arguments("exp as text", token(c -> c.claim("exp", "4102444800"))),
                arguments("without iat", token(c -> c.issueTime(null))),
                arguments("of 121 seconds", token(c -> c.issueTime(at(-1)).expirationTime(at(120)))),
                arguments("iat to come", token(c -> c.issueTime(at(60)).expirationTime(at(100)))),
                arguments("nbf to come", token(c -> c.notBeforeTime(at(60)))),
                arguments("for an audience", token(c -> c.audience("viewer"))),
                arguments("sub no UUID", token(c -> c.subject("owner"))),
                arguments("sub empty", token(c -> c.subject(""))),
                arguments("sub a number", token(c -> c.claim("sub", 7))),
                arguments(
                        "sub a user that is gone",
                        token(c -> c.subject(UUID.randomUUID().toString()))),
                arguments(
                        "sub an inactive user",
                        token(c -> c.subject(DemoUser.INACTIVE.id().toString()))),
                arguments("another secret", sign("another secret, of 32 bytes at the very least", c -> c)),
                arguments("crit", DemoSession.sign(RunningService.SECRET, critical(), claims(c -> c))),
                arguments("tampered", valid.substring(0, valid.length() - 4) + "AAAA"),
                arguments("another spelling of the last letter", respelt(valid)),
                arguments("a trailing dot", valid + "."),
                arguments("unsigned", valid.substring(0, valid.lastIndexOf('.') + 1)),
                arguments("a word", "x"),
                arguments("empty", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedTokens")
    void tokenIsRefused(String name, String token) {
        for (String method : new String[] {"GET", "HEAD"}) {
            ApiResponse response = SERVICE.client().request(method, ApiClient.download(PUBLIC) + "?token=" + token);
            assertEquals(401, response.status(), name);
            assertEquals(Optional.of("no-store"), response.header("cache-control"));
        }
    }

    @Test
    void refusedTokensDifferFromAValidToken() {
        assertEquals(
                200, SERVICE.client().download(PUBLIC, token(claims -> claims)).status());
        assertEquals(
                200,
                SERVICE.client()
                        .download(PUBLIC, token(c -> c.subject(owner())))
                        .status());
    }

    @ParameterizedTest
    @CsvSource({"''", "?", "?tokens=x", "?a=1", "??token=TOKEN", "?a=1;token=TOKEN", "?a=1#&token=TOKEN"})
    void missingCredentialIsRefusedEvenForPublicDatasets(String query) {
        String filled = query.replace("TOKEN", SERVICE.client().token(PUBLIC));
        ApiResponse response = SERVICE.client().request("GET", ApiClient.download(PUBLIC) + filled);

        assertEquals(401, response.status());
        assertEquals(Optional.of("Bearer"), response.header("www-authenticate"));
    }

    @Test
    void twoTokensAreRefused() {
        String token = SERVICE.client().token(PUBLIC);

        ApiResponse response =
                SERVICE.client().request("GET", ApiClient.download(PUBLIC) + "?token=" + token + "&token=" + token);

        assertEquals(401, response.status());
        assertEquals(Optional.of("Bearer error=\"invalid_request\""), response.header("www-authenticate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Token", "TOKEN", "%54oken"})
    void parameterInAnotherCaseIsRefusedSinceProxiesWouldLogIt(String parameter) {
        ApiResponse response = SERVICE.client()
                .request(
                        "GET",
                        ApiClient.download(PUBLIC) + "?" + parameter + "="
                                + SERVICE.client().token(PUBLIC));

        assertEquals(401, response.status());
        assertEquals(Optional.of("Bearer error=\"invalid_request\""), response.header("www-authenticate"));
    }

    @Test
    void parameterInAnotherCaseIsIgnoredBesideTheToken() {
        String token = SERVICE.client().token(PUBLIC);

        assertEquals(200, SERVICE.client().download(PUBLIC, token + "&TOKEN=x").status());
        assertEquals(401, SERVICE.client().download(PUBLIC, "x&TOKEN=" + token).status());
    }

    @Test
    void credentialHeaderTakesPrecedenceOverTheToken() {
        String token = SERVICE.client().token(PUBLIC);
        String session = "Bearer " + Tokens.session(DemoUser.OWNER);

        assertEquals(
                401,
                SERVICE.client()
                        .download(PUBLIC, token, "Authorization", "Bearer x")
                        .status());
        assertEquals(
                401, SERVICE.client().download(PUBLIC, token, "X-Api-Key", "").status());
        assertEquals(
                200,
                SERVICE.client()
                        .download(PUBLIC, "nonsense", "Authorization", session)
                        .status());
        assertEquals(
                200,
                SERVICE.client()
                        .download(DemoDataset.PRIVATE.id(), token, "Authorization", session)
                        .status());
    }

    @Test
    void readOnlyApiKeyMayDownload() {
        assertEquals(
                200,
                SERVICE.client()
                        .request(
                                "GET",
                                ApiClient.download(DemoDataset.RESTRICTED.id()),
                                "X-Api-Key",
                                "demo-analyst-read-only")
                        .status());
        assertEquals(
                401,
                SERVICE.client()
                        .request("GET", ApiClient.download(PUBLIC) + "?api_key=demo-analyst-full")
                        .status());
    }

    @Test
    void sessionInTheQueryIsRefusedBesideTheToken() {
        String token = SERVICE.client().token(PUBLIC);

        assertEquals(
                401,
                SERVICE.client()
                        .download(PUBLIC, token + "&access_token=" + Tokens.session(DemoUser.OWNER))
                        .status());
    }

    @Test
    void hiddenDatasetIsNotFound() {
        String session = "Bearer " + Tokens.session(DemoUser.OUTSIDER);
        ApiResponse hidden =
                SERVICE.client().request("GET", ApiClient.download(DemoDataset.PRIVATE.id()), "Authorization", session);
        ApiResponse missing =
                SERVICE.client().request("GET", ApiClient.download(UUID.randomUUID()), "Authorization", session);

        assertEquals(404, hidden.status());
        assertEquals(missing, hidden);
    }

    @Test
    void accessIsCheckedAgainForEachDownload() {
        UUID datasetId = Rasters.add("public");
        String anonymous = SERVICE.client().token(datasetId);
        String owners = SERVICE.client()
                .mintAs(Tokens.session(DemoUser.OWNER), datasetId)
                .token();
        String outsiders = SERVICE.client()
                .mintAs(Tokens.session(DemoUser.OUTSIDER), datasetId)
                .token();

        Rasters.change(datasetId, "visibility = 'private'");

        assertEquals(404, SERVICE.client().download(datasetId, anonymous).status());
        assertEquals(404, SERVICE.client().download(datasetId, outsiders).status());
        assertEquals(200, SERVICE.client().download(datasetId, owners).status());
    }

    @Test
    void tokenOfAnInactiveUserIsRefused() {
        UUID datasetId = Rasters.add("internal");
        UUID userId = UUID.randomUUID();
        RunningService.catalog()
                .execute("INSERT INTO catalog.users (id, username) VALUES ('%1$s', '%1$s')".formatted(userId));
        String token =
                SERVICE.client().mintAs(Tokens.session(userId), datasetId).token();
        assertEquals(200, SERVICE.client().download(datasetId, token).status());

        RunningService.catalog()
                .execute("UPDATE catalog.users SET status = 'suspended' WHERE id = '%s'".formatted(userId));

        assertEquals(401, SERVICE.client().download(datasetId, token).status());
    }

    @Test
    void accessIsCheckedBeforeTheKindOfTheDataset() {
        UUID vector = Rasters.withoutAsset("private", "vector_dataset");
        String owner = "Bearer " + Tokens.session(DemoUser.OWNER);
        String outsider = "Bearer " + Tokens.session(DemoUser.OUTSIDER);

        assertEquals(
                404,
                SERVICE.client()
                        .request("GET", ApiClient.download(vector), "Authorization", outsider)
                        .status());
        ApiResponse response = SERVICE.client().request("GET", ApiClient.download(vector), "Authorization", owner);
        assertEquals(400, response.status());
        assertTrue(response.body().contains("not a raster"));
    }

    static Stream<Arguments> keysThatLeadNowhere() {
        return Stream.of(
                        "nothing.tif",
                        "europe",
                        "europe/",
                        "europe/coastlines.tif/",
                        "europe/coastlines.tif/x",
                        "/etc/passwd",
                        "//etc/passwd",
                        "../../demo/seed.sql",
                        "europe/../europe/coastlines.tif",
                        "europe/./coastlines.tif",
                        "europe//coastlines.tif",
                        "europe\\coastlines.tif",
                        "europe/coastlines.tif\n",
                        "file:///etc/passwd",
                        "..",
                        ".")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("keysThatLeadNowhere")
    void keyOfAMissingOrOutsideFileIsNotFound(String key) {
        UUID datasetId = Rasters.withFile(key);

        assertEquals(
                404,
                SERVICE.client()
                        .download(datasetId, SERVICE.client().token(datasetId))
                        .status());
    }

    @Test
    void aRasterWithoutAssetIsNotFound() {
        UUID datasetId = Rasters.withoutAsset("public", "raster_dataset");

        assertEquals(
                404,
                SERVICE.client()
                        .download(datasetId, SERVICE.client().token(datasetId))
                        .status());
    }

    @ParameterizedTest
    @CsvSource({
        "https://cogs.example.com/a.tif?b=c, https://cogs.example.com/a.tif?b=c",
        "http://cogs.example.com/a.tif, http://cogs.example.com/a.tif",
        "HTTPS://cogs.example.com/a.tif, https://cogs.example.com/a.tif",
        "https://cogs_bucket.example.com/a b.tif, https://cogs_bucket.example.com/a%20b.tif",
        "https://köln.example/höhe.tif, https://xn--kln-sna.example/h%C3%B6he.tif",
        "ftp://cogs.example.com/a.tif,",
        "javascript:alert(1),",
        "data:text/html;base64;x,",
        "file:///etc/passwd,",
        "//cogs.example.com/a.tif,",
        "https://user:password@cogs.example.com/a.tif,",
        "https://user@cogs.example.com/a.tif,",
        "https://:password@cogs.example.com/a.tif,",
        "s3://bucket/a.tif,"
    })
    void remoteAssetRedirectsToHttpUrlsOnly(String uri, @Nullable String location) {
        UUID datasetId = Rasters.add("public", "raster_dataset", "remote", uri);
        String token = SERVICE.client().token(datasetId);

        for (String method : new String[] {"GET", "HEAD"}) {
            ApiResponse response = SERVICE.client().request(method, ApiClient.download(datasetId) + "?token=" + token);
            assertEquals(location == null ? 404 : 302, response.status());
            assertEquals(Optional.ofNullable(location), response.header("location"));
            assertEquals(Optional.of("no-store"), response.header("cache-control"));
            assertEquals(Optional.of("no-referrer"), response.header("referrer-policy"));
        }
    }

    @Test
    void fileNameIsTheTitleBesideAnAsciiSlug() {
        UUID datasetId = Rasters.add("public");

        assertEquals(
                Optional.of("attachment; filename=\"ile-de-re-resume.cog.tif\";"
                        + " filename*=UTF-8''%C3%8Ele%20de%20R%C3%A9-%20%25%20-r%C3%A9sum%C3%A9.cog.tif"),
                SERVICE.client()
                        .download(datasetId, SERVICE.client().token(datasetId))
                        .header("content-disposition"));
    }

    @Test
    void movedFileIsFoundDespiteTheCachedLocation() {
        DownloadTokenService caching = RunningService.start(
                Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString(), "PUBLIC_CACHE_TTL_MS", "60000"));
        try {
            ApiClient client = new ApiClient(caching.port());
            UUID datasetId = Rasters.withFile("old.tif");
            String token = client.token(datasetId);
            assertEquals(404, client.download(datasetId, token).status());
            assertEquals(200, client.mint(datasetId).status(), "remembered again");

            RunningService.catalog()
                    .execute("UPDATE catalog.raster_assets SET asset_uri = '%s' WHERE dataset_id = '%s'"
                            .formatted(DemoCogs.KEY, datasetId));

            assertEquals(200, client.download(datasetId, token).status());
        } finally {
            RunningService.stop(caching);
        }
    }

    @Test
    void signedInCallersNeedADownloadRole() {
        DownloadTokenService service = RunningService.start(
                Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString(), "DOWNLOAD_ROLES", "editor, analyst"));
        try {
            ApiClient client = new ApiClient(service.port());
            String analysts =
                    client.mintAs(Tokens.session(DemoUser.ANALYST), PUBLIC).token();
            String outsiders =
                    client.mintAs(Tokens.session(DemoUser.OUTSIDER), PUBLIC).token();

            assertEquals(200, client.download(PUBLIC, analysts).status());
            assertEquals(403, client.download(PUBLIC, outsiders).status());
            assertEquals(200, client.download(PUBLIC, client.token(PUBLIC)).status());
        } finally {
            RunningService.stop(service);
        }
    }

    @Test
    void withoutARootManagedFilesAreNotFound() {
        DownloadTokenService service = RunningService.start(Map.of());
        try {
            ApiClient client = new ApiClient(service.port());
            assertEquals(404, client.download(PUBLIC, client.token(PUBLIC)).status());
        } finally {
            RunningService.stop(service);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/datasets/2489e9ad-2ee2-8e00-8ec9-32d5f69181c0/download/cog, 200",
        "GET, /api/datasets/2489e9ad-2ee2-8e00-8ec9-32d5f69181c1/download/cog, 401",
        "GET, /api/datasets/x/download/cog, 422",
        "DELETE, /api/datasets/2489e9ad-2ee2-8e00-8ec9-32d5f69181c0/download/cog, 405",
        "GET, /api/datasets/2489e9ad-2ee2-8e00-8ec9-32d5f69181c0/download, 404",
        "GET, /, 200",
        "GET, /nowhere, 404"
    })
    void responseToATokenForbidsTheReferrer(String method, String path, int status) {
        ApiResponse response = SERVICE.client()
                .request(method, path + "?token=" + SERVICE.client().token(PUBLIC));

        assertEquals(status, response.status());
        assertEquals(Optional.of("no-referrer"), response.header("referrer-policy"));
    }

    @Test
    void refusalHasNoHeadersOfTheFile() {
        ApiResponse refused = SERVICE.client().download(PUBLIC, "x");

        for (String header : Set.of("etag", "last-modified", "content-disposition", "accept-ranges", "content-range")) {
            assertFalse(refused.headers().containsKey(header), header);
        }
    }

    /** Changes the unused bits of the last base64url letter. A lenient decoder returns the same bytes. */
    private static String respelt(String token) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = token.length() - 1;
        return token.substring(0, last) + letters.charAt(letters.indexOf(token.charAt(last)) + 1);
    }

    private static String owner() {
        return DemoUser.OWNER.id().toString();
    }

    private static Date at(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(RunningService.SECRET, change);
    }

    private static String sign(String secret, UnaryOperator<JWTClaimsSet.Builder> change) {
        return DemoSession.sign(secret, new JWSHeader(JWSAlgorithm.HS256), claims(change));
    }

    private static JWSHeader critical() {
        return new JWSHeader.Builder(JWSAlgorithm.HS256)
                .criticalParams(Set.of("exp"))
                .customParam("exp", true)
                .build();
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .claim("typ", "download")
                        .claim("scope", "dataset:" + PUBLIC)
                        .issueTime(at(-1))
                        .expirationTime(at(119)))
                .build();
    }
}
