package org.downloadtoken.it.download.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoSession;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Gdal;
import org.downloadtoken.testing.program.Tool;
import org.downloadtoken.testing.store.S3Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests files in an object store with a real S3 server that verifies signatures. */
class S3StorageIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final String GEOTIFF = "image/tiff; application=geotiff; profile=cloud-optimized";
    private static final String BUCKET = "cogs";
    private static final String ODD_KEY = "europe/a b+ü&c.tif";
    private static final String[] API_KEY = {"X-Api-Key", "demo-analyst-full"};

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init") // startBoth() sets the fields
    private static Daemon s3;

    @SuppressWarnings("NullAway.Init")
    private static DownloadTokenService service;

    @SuppressWarnings("NullAway.Init")
    private static ApiClient client;

    @SuppressWarnings("NullAway.Init")
    private static String bytes;

    @BeforeAll
    static void startBoth() throws IOException {
        Path buckets = Files.createDirectory(directory.resolve("buckets"));
        bytes = Files.readString(DemoCogs.file(), StandardCharsets.ISO_8859_1);
        s3 = S3Server.start(directory, buckets);
        S3Server.put(s3, BUCKET, DemoCogs.KEY, DemoCogs.file());
        S3Server.put(s3, "other", DemoCogs.KEY, DemoCogs.file());
        S3Server.put(s3, BUCKET, ODD_KEY, DemoCogs.file());
        // The SDK client cannot create a bucket with an underscore.
        Path odd = buckets.resolve("public_cogs").resolve(DemoCogs.KEY);
        Files.createDirectories(odd.getParent());
        Files.copy(DemoCogs.file(), odd);
        service = RunningService.start(settings("http://127.0.0.1:" + s3.port()));
        client = new ApiClient(service.port());
    }

    @AfterAll
    static void stopBoth() {
        RunningService.stop(service);
        s3.close();
    }

    @Test
    void downloadIsRedirectedToTheStoreWhichServesRanges() {
        ApiResponse redirect = client.download(PUBLIC, client.token(PUBLIC));

        assertEquals(302, redirect.status());
        assertEquals(Optional.of("no-store"), redirect.header("cache-control"));
        assertEquals(Optional.of("no-referrer"), redirect.header("referrer-policy"));
        PlainClient store = new PlainClient(s3.port());
        String signed = pathAndQuery(redirect);
        assertEquals(bytes, store.request("GET", signed).body());
        ApiResponse range = store.request("GET", signed, "Range", "bytes=10-19");
        assertEquals(206, range.status());
        assertEquals(Optional.of("10"), range.header("content-length"));
        assertEquals(
                Optional.of("attachment; filename=\"coastlines-of-europe.cog.tif\""),
                range.header("content-disposition"));
        assertEquals(Optional.of(GEOTIFF), range.header("content-type"));
    }

    @Test
    void signedUrlIsValidForOneObjectOnly() {
        String signed = pathAndQuery(client.download(PUBLIC, client.token(PUBLIC)));
        PlainClient store = new PlainClient(s3.port());

        assertEquals(
                403, store.request("GET", signed.replace("/cogs/", "/other/")).status());
        assertEquals(
                403,
                store.request("GET", signed.replace("coastlines", "coastlinez")).status());
        assertEquals(403, store.request("HEAD", signed).status(), "which is why HEAD is answered here");
    }

    @Test
    void signedUrlNamesTheTokenOfASignedInCaller() {
        String token = client.mintAs(Tokens.session(DemoUser.OWNER), PUBLIC).token();
        String id = Tokens.decode(token).getJWTID();
        String signed = pathAndQuery(client.download(PUBLIC, token));
        PlainClient store = new PlainClient(s3.port());
        String parameter = "&x-download-jti=" + id;

        assertTrue(signed.contains(parameter), signed);
        assertEquals(200, store.request("GET", signed).status());
        assertEquals(
                403,
                store.request("GET", signed.replace(parameter, parameter + "x")).status());
        assertEquals(403, store.request("GET", signed.replace(parameter, "")).status());
    }

    @Test
    void signedUrlOfAnAnonymousCallerNamesNoToken() {
        String signed = pathAndQuery(client.download(PUBLIC, client.token(PUBLIC)));

        assertFalse(signed.contains("x-download"), signed);
        assertEquals(
                403,
                new PlainClient(s3.port())
                        .request("GET", signed + "&x-download-jti=other")
                        .status());
    }

    @Test
    void theUrlExpiresWithTheToken() {
        assertTrue(expires(client.download(PUBLIC, token(30))) <= 30);
        assertTrue(expires(client.download(PUBLIC, token(30))) >= 25);
        int fresh = expires(client.download(PUBLIC, client.token(PUBLIC)));
        assertTrue(fresh > 110 && fresh <= 120, () -> "seconds: " + fresh);
    }

    @Test
    void urlOfAnOpenDownloadExpiresLikeThatOfAToken() {
        withService(Map.of("PUBLIC_DOWNLOADS", "open", "TOKEN_TTL_SECONDS", "30"), open -> {
            int seconds = expires(open.request("GET", ApiClient.download(PUBLIC)));

            assertTrue(seconds > 25 && seconds <= 30, () -> "seconds: " + seconds);
        });
    }

    @Test
    void headIsAnsweredByTheService() {
        ApiResponse head = client.request("HEAD", ApiClient.download(PUBLIC) + "?token=" + client.token(PUBLIC));

        assertEquals(200, head.status());
        assertEquals(Optional.of(String.valueOf(bytes.length())), head.header("content-length"));
        assertEquals(Optional.of("bytes"), head.header("accept-ranges"));
        assertEquals(
                304,
                client.request(
                                "HEAD",
                                ApiClient.download(PUBLIC) + "?token=" + client.token(PUBLIC),
                                "If-None-Match",
                                head.header("etag").orElseThrow())
                        .status());
    }

    @Test
    void missingObjectIsNotFound() {
        UUID datasetId = Rasters.withFile("europe/nothing.tif");

        assertEquals(
                404,
                client.request("HEAD", ApiClient.download(datasetId) + "?token=" + client.token(datasetId))
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other/europe/coastlines.tif", "europe/../../other/x", "./x", "x/.."})
    void keyWithDotSegmentsIsNotSigned(String key) {
        UUID datasetId = Rasters.withFile(key);

        assertEquals(404, client.download(datasetId, client.token(datasetId)).status());
    }

    @Test
    void requestWithACredentialHeaderReceivesTheBytes() {
        String[] session = {"Authorization", "Bearer " + Tokens.session(DemoUser.OWNER)};
        for (String[] credential : List.of(API_KEY, session)) {
            ApiResponse whole = client.request("GET", ApiClient.download(PUBLIC), credential);

            assertEquals(200, whole.status());
            assertEquals(bytes, whole.body());
            assertEquals(Optional.empty(), whole.header("location"));
            assertEquals(Optional.of(GEOTIFF), whole.header("content-type"));
            assertEquals(Optional.of(String.valueOf(bytes.length())), whole.header("content-length"));
            assertEquals(Optional.of("private, no-cache"), whole.header("cache-control"));
            assertEquals(
                    List.of(),
                    whole.headers().keySet().stream()
                            .filter(name -> name.startsWith("x-amz") || name.equals("server"))
                            .toList());
        }
    }

    @Test
    void requestWithCredentialHeaderAndTokenIsNotRedirected() {
        ApiResponse both = client.download(PUBLIC, client.token(PUBLIC), API_KEY);

        assertEquals(200, both.status());
        assertEquals(bytes, both.body());
    }

    @Test
    void rangesOfAStreamedObjectEqualThoseOfAFile() {
        ApiResponse range = streamed("Range", "bytes=10-19");
        assertEquals(206, range.status());
        assertEquals(bytes.substring(10, 20), range.body());
        assertEquals(Optional.of("bytes 10-19/" + bytes.length()), range.header("content-range"));

        ApiResponse end = streamed("Range", "bytes=-5");
        assertEquals(bytes.substring(bytes.length() - 5), end.body());
        ApiResponse beyond = streamed("Range", "bytes=" + bytes.length() + "-");
        assertEquals(416, beyond.status());
        assertEquals(Optional.of("bytes */" + bytes.length()), beyond.header("content-range"));
        assertEquals(bytes, streamed("Range", "bytes=0-1,5-6").body());
    }

    @Test
    void conditionsOfAStreamedObjectEqualThoseOfAFile() {
        ApiResponse whole = streamed();
        String etag = whole.header("etag").orElseThrow();
        String modified = whole.header("last-modified").orElseThrow();

        assertEquals(304, streamed("If-None-Match", etag).status());
        assertEquals(304, streamed("If-Modified-Since", modified).status());
        assertEquals(200, streamed("If-None-Match", "\"other\"").status());
        assertEquals(412, streamed("If-Match", "\"other\"").status());
        assertEquals(200, streamed("If-Match", etag).status());
        assertEquals(206, streamed("Range", "bytes=0-9", "If-Range", etag).status());
        assertEquals(
                bytes, streamed("Range", "bytes=0-9", "If-Range", "\"other\"").body());
    }

    @Test
    void headWithACredentialHeaderDescribesTheDownload() {
        ApiResponse head = client.request("HEAD", ApiClient.download(PUBLIC), API_KEY);

        assertEquals(200, head.status());
        assertEquals(Optional.of(String.valueOf(bytes.length())), head.header("content-length"));
        assertEquals(streamed().header("etag"), head.header("etag"));
    }

    @Test
    void staleIfRangeWithATokenReceivesTheWholeFile() {
        String token = client.token(PUBLIC);

        ApiResponse stale = client.download(PUBLIC, token, "Range", "bytes=0-9", "If-Range", "\"stale\"");

        assertEquals(200, stale.status());
        assertEquals(bytes, stale.body());
        String etag = stale.header("etag").orElseThrow();
        assertEquals(
                206,
                client.download(PUBLIC, token, "Range", "bytes=0-9", "If-Range", etag)
                        .status());
        assertEquals(302, client.download(PUBLIC, token, "Range", "bytes=0-9").status());
    }

    @Test
    void keyWithSpacesSymbolsAndNonAsciiLettersWorks() {
        UUID datasetId = Rasters.withFile(ODD_KEY);

        assertEquals(
                bytes,
                client.request("GET", ApiClient.download(datasetId), API_KEY).body());
        String signed = pathAndQuery(client.download(datasetId, client.token(datasetId)));
        assertEquals(bytes, new PlainClient(s3.port()).request("GET", signed).body());
    }

    @Test
    void missingStreamedObjectIsNotFound() {
        UUID datasetId = Rasters.withFile("europe/nothing.tif");

        assertEquals(
                404,
                client.request("GET", ApiClient.download(datasetId), API_KEY).status());
    }

    @Test
    void streamDeliveryServesTokensAndBucketMayHaveAnUnderscore() {
        withService(Map.of("S3_DELIVERY", "stream", "S3_BUCKET", "public_cogs"), streaming -> {
            ApiResponse whole = streaming.download(PUBLIC, streaming.token(PUBLIC));
            assertEquals(200, whole.status());
            assertEquals(bytes, whole.body());
            assertEquals(
                    "coast",
                    whole.header("content-disposition").orElseThrow().replaceAll(".*filename=\"(coast).*", "$1"));
        });
    }

    @Test
    void signedUrlsUseThePublicEndpoint() {
        String visible = "http://localhost:" + s3.port();
        withService(Map.of("S3_PUBLIC_ENDPOINT", visible), asking -> {
            String location = asking.download(PUBLIC, asking.token(PUBLIC))
                    .header("location")
                    .orElseThrow();
            assertTrue(location.startsWith(visible + "/cogs/"), location);
            assertEquals(200, status(location));
            assertEquals(
                    bytes,
                    asking.request("GET", ApiClient.download(PUBLIC), API_KEY).body());
        });
        withService(
                Map.of("S3_PUBLIC_ENDPOINT", "http://public_store:9000"),
                asking -> assertTrue(asking.download(PUBLIC, asking.token(PUBLIC))
                        .header("location")
                        .orElseThrow()
                        .startsWith("http://public_store:9000/cogs/")));
    }

    @Test
    void assetOfStorageBackendS3IsAKeyOfTheStore() {
        UUID datasetId = Rasters.add("public", "raster_dataset", "s3", DemoCogs.KEY);

        assertEquals(302, client.download(datasetId, client.token(datasetId)).status());
    }

    @Test
    void unreachableStoreIsUnavailable() {
        DownloadTokenService alone = RunningService.start(settings("http://127.0.0.1:" + Daemon.freePort()));
        try {
            ApiClient asking = new ApiClient(alone.port());
            ApiResponse head = asking.request("HEAD", ApiClient.download(PUBLIC) + "?token=" + asking.token(PUBLIC));
            assertEquals(503, head.status());
            assertEquals(Optional.of("1"), head.header("retry-after"));
        } finally {
            RunningService.stop(alone);
        }
    }

    @Test
    void gdalFollowsTheRedirectToTheStore() {
        Tool.GDALINFO.require();

        Gdal info =
                Gdal.info(Gdal.remote(service.port(), ApiClient.download(PUBLIC) + "?token=" + client.token(PUBLIC)));

        assertEquals(0, info.exit(), info::output);
        assertTrue(info.output().contains("LAYOUT=COG"), info::output);
        assertNotEquals(
                0,
                Gdal.info(Gdal.remote(service.port(), ApiClient.download(PUBLIC) + "?token=x"))
                        .exit());
    }

    private static ApiResponse streamed(String... headers) {
        String[] all = Stream.concat(Stream.of(API_KEY), Stream.of(headers)).toArray(String[]::new);
        return client.request("GET", ApiClient.download(PUBLIC), all);
    }

    private static void withService(Map<String, String> others, Consumer<ApiClient> test) {
        Map<String, String> settings = new HashMap<>(settings("http://127.0.0.1:" + s3.port()));
        settings.putAll(others);
        DownloadTokenService alone = RunningService.start(settings);
        try {
            test.accept(new ApiClient(alone.port()));
        } finally {
            RunningService.stop(alone);
        }
    }

    private static int status(String url) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> settings(String endpoint) {
        return Map.of("DOWNLOAD_STORAGE", "s3", "S3_BUCKET", BUCKET, "S3_ENDPOINT", endpoint);
    }

    /** A token that expires after this number of seconds. */
    private static String token(int secondsLeft) {
        Instant now = Instant.now();
        return DemoSession.sign(
                RunningService.SECRET,
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .claim("typ", "download")
                        .claim("scope", "dataset:" + PUBLIC)
                        .issueTime(Date.from(now.plusSeconds(secondsLeft - 120)))
                        .expirationTime(Date.from(now.plusSeconds(secondsLeft)))
                        .build());
    }

    private static String pathAndQuery(ApiResponse redirect) {
        URI location = URI.create(redirect.header("location").orElseThrow());
        return location.getRawPath() + "?" + location.getRawQuery();
    }

    private static int expires(ApiResponse redirect) {
        Matcher expires = Pattern.compile("X-Amz-Expires=(\\d+)")
                .matcher(redirect.header("location").orElseThrow());
        assertTrue(expires.find());
        return Integer.parseInt(expires.group(1));
    }
}
