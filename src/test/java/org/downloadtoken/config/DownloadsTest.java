package org.downloadtoken.config;

import static org.downloadtoken.config.ConfigErrors.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.downloadtoken.config.Downloads.PublicDownloads;
import org.downloadtoken.config.Downloads.Storage;
import org.downloadtoken.config.ObjectStore.Delivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadsTest {
    private static final String LONGEST_BUCKET = "a234567_a234567_a234567_a234567_a234567_a234567_a234567_a23456z";

    @Test
    void defaults() {
        assertEquals(
                new Downloads(
                        Storage.FILE,
                        Optional.empty(),
                        StorageKeyTemplate.ASSET_URI_ONLY,
                        new ObjectStore("", Optional.empty(), Optional.empty(), "us-east-1", Delivery.REDIRECT),
                        1_000,
                        Set.of(),
                        PublicDownloads.TOKEN),
                Downloads.from(Map.of()));
    }

    @Test
    void otherStorageIsRejected() {
        assertRejected(Downloads::from, Downloads.STORAGE, "ftp", "one of file, s3");
    }

    @Test
    void rootIsADirectory() {
        assertEquals(
                Optional.of(Path.of("src")),
                Downloads.from(Map.of("DOWNLOAD_ROOT", "src")).root());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere/cogs", "pom.xml"})
    void otherRootIsRejected(String path) {
        assertRejected(Downloads::from, Downloads.ROOT, path, "a directory that can be read");
    }

    @Test
    void rolesAreAList() {
        assertEquals(
                Set.of("analyst", "editor"),
                Downloads.from(Map.of("DOWNLOAD_ROLES", "analyst, editor,analyst"))
                        .roles());
    }

    @Test
    void publicDownloadsAreOpenOnlyIfTheSettingSaysSo() {
        Duration ttl = Duration.ofSeconds(120);

        assertEquals(Optional.empty(), Downloads.from(Map.of()).openFor(ttl));
        assertEquals(
                Optional.of(ttl),
                Downloads.from(Map.of("PUBLIC_DOWNLOADS", "open")).openFor(ttl));
        assertRejected(Downloads::from, Downloads.PUBLIC_DOWNLOADS, "yes", "one of token, open");
    }

    @Test
    void s3NeedsABucket() {
        assertEquals(
                "S3_BUCKET must be the name of a bucket if DOWNLOAD_STORAGE is s3, but is ''",
                ConfigErrors.message(() -> Downloads.from(Map.of("DOWNLOAD_STORAGE", "s3"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cog", LONGEST_BUCKET})
    void bucketIsAName(String bucket) {
        assertEquals(
                bucket,
                Downloads.from(Map.of("DOWNLOAD_STORAGE", "S3", "S3_BUCKET", bucket))
                        .s3()
                        .bucket());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", LONGEST_BUCKET + "c", "A_bucket", "-cogs", "cogs."})
    void otherBucketIsRejected(String bucket) {
        assertRejected(
                Downloads::from,
                ObjectStore.BUCKET,
                bucket,
                "the name of a bucket: 3 to 63 of a-z, 0-9, dot, dash and underscore");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://s3_store.example.com:65535", "http://[2001:db8::7]:9000", "http://s3"})
    void endpointIsAUrlWithoutAPath(String url) {
        ObjectStore s3 = Downloads.from(Map.of("S3_ENDPOINT", url, "S3_PUBLIC_ENDPOINT", url))
                .s3();

        assertEquals(Optional.of(url), s3.endpoint());
        assertEquals(Optional.of(url), s3.publicEndpoint());
    }

    @ParameterizedTest
    @CsvSource({
        "http://minio:9000/, http://minio:9000",
        "HTTPS://S3.Example.COM:443, https://s3.example.com",
        "https://bücher.example, https://xn--bcher-kva.example"
    })
    void endpointIsNormalized(String url, String origin) {
        assertEquals(
                Optional.of(origin),
                Downloads.from(Map.of("S3_ENDPOINT", url)).s3().endpoint());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://s3 example.com",
                "s3.example.com",
                "ftp://s3.example.com",
                "https://s3.example.com/path",
                "https://s3.example.com:port",
                "https://s3.example.com:0",
                "https://s3.example.com:65536"
            })
    void otherEndpointIsRejected(String url) {
        String allowed = "a URL such as https://s3.example.com, without a path, with a port of at most 65535";

        assertRejected(Downloads::from, ObjectStore.ENDPOINT, url, allowed);
        assertRejected(Downloads::from, ObjectStore.PUBLIC_ENDPOINT, url, allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"S3_ENDPOINT", "S3_PUBLIC_ENDPOINT"})
    void endpointWithCredentialsIsRejectedWithoutPrintingIt(String setting) {
        String message =
                ConfigErrors.message(() -> Downloads.from(Map.of(setting, "https://access-key:hush@s3.example.com")));

        assertTrue(message.startsWith(setting + " must be a URL such as"), message);
        assertFalse(message.contains("hush"), message);
    }

    @Test
    void regionIsAName() {
        String longest = "eu-central-".repeat(4).substring(0, 40);

        assertEquals(longest, Downloads.from(Map.of("S3_REGION", longest)).s3().region());
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu central", "", "eu-central-eu-central-eu-central-eu-central"})
    void otherRegionIsRejected(String region) {
        assertRejected(Downloads::from, ObjectStore.REGION, region, "a region such as eu-central-1");
    }

    @Test
    void deliveryIsRedirectOrStream() {
        assertEquals(
                Delivery.STREAM,
                Downloads.from(Map.of("S3_DELIVERY", "stream")).s3().delivery());
        assertRejected(Downloads::from, ObjectStore.DELIVERY, "proxy", "one of redirect, stream");
    }
}
