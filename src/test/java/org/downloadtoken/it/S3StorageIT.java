package org.downloadtoken.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoSession;
import org.downloadtoken.demo.DemoUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in an object store, asked of a real S3 server that verifies signatures. */
class S3StorageIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final String BUCKET = "cogs";

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init") // startBoth() comes before all else
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
        service = RunningService.start(settings("http://127.0.0.1:" + s3.port()));
        client = new ApiClient(service.port());
    }

    @AfterAll
    static void stopBoth() {
        RunningService.stop(service);
        s3.close();
    }

    @Test
    void aDownloadIsSentToTheStoreWhichServesRanges() {
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
    }

    @Test
    void theStoreRefusesAnotherObjectOrBucketByThatSignature() {
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
    void theUrlExpiresWithTheToken() {
        assertTrue(expires(client.download(PUBLIC, token(30))) <= 30);
        assertTrue(expires(client.download(PUBLIC, token(30))) >= 25);
        int fresh = expires(client.download(PUBLIC, client.token(PUBLIC)));
        assertTrue(fresh > 110 && fresh <= 120, () -> "seconds: " + fresh);
        String owner = "Bearer " + Tokens.session(DemoUser.OWNER);
        int bySession = expires(client.request("GET", ApiClient.download(PUBLIC), "Authorization", owner));
        assertTrue(bySession > 110 && bySession <= 120, () -> "seconds: " + bySession);
    }

    @Test
    void headIsAnsweredHere() {
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
    void anObjectThatIsNotThereIsNotFound() {
        UUID datasetId = Rasters.withFile("europe/nothing.tif");

        assertEquals(
                404,
                client.request("HEAD", ApiClient.download(datasetId) + "?token=" + client.token(datasetId))
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other/europe/coastlines.tif", "/europe/coastlines.tif", "europe/../../other/x", "a//b"})
    void aKeyThatMayMeanAnotherPlaceIsNotSigned(String key) {
        UUID datasetId = Rasters.withFile(key);

        assertEquals(404, client.download(datasetId, client.token(datasetId)).status());
    }

    @Test
    void aBackendOfLocalIsAKeyOfTheStoreToo() {
        UUID datasetId = Rasters.add("public", "raster_dataset", "s3", DemoCogs.KEY);

        assertEquals(302, client.download(datasetId, client.token(datasetId)).status());
    }

    @Test
    void aStoreThatIsAwayIsUnavailable() {
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
    void gdalFollowsToTheStore() {
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

    private static Map<String, String> settings(String endpoint) {
        return Map.of("DOWNLOAD_STORAGE", "s3", "S3_BUCKET", BUCKET, "S3_ENDPOINT", endpoint);
    }

    /** A token with some of its life behind it. */
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
