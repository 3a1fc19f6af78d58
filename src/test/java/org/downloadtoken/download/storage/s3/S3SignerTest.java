package org.downloadtoken.download.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Compares with the presigner of the AWS SDK: both must create the same signature. */
class S3SignerTest {
    private static final AwsCredentials KEYS = AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "a secret key");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(
            strings = {"europe/coastlines.tif", "a//b", "/x", "x/", "a b+c&d=e?.tif", "küste/~_-.tif", "%2F", "c:\\d"})
    void aSignedUrlHasTheSignatureOfTheSdk(String key) {
        assertSameAsSdk("http://127.0.0.1:9000", "cogs", key, KEYS);
        assertSameAsSdk("https://s3.example.com", "public_cogs", key, KEYS);
    }

    @Test
    void sessionTokenIsSigned() {
        AwsCredentials session = AwsSessionCredentials.create("AKIAIOSFODNN7EXAMPLE", "a secret key", "a/token+");

        assertSameAsSdk("https://s3.example.com", "cogs", "x", session);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cogs", "public_cogs", "cogs.example.com"})
    void aBucketOfAwsHasTheAddressAndSignatureOfTheSdk(String bucket) {
        assertSameAsSdk("", bucket, "a//b c.tif", KEYS);
    }

    /** The example "GET Object" of the S3 API reference, "Signature Calculations for the Authorization Header". */
    @Test
    void requestHasTheSignatureOfTheAwsExample() {
        S3Signer signer = new S3Signer(
                "us-east-1",
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")),
                Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC));
        S3Address address = new S3Address(true, "examplebucket.s3.amazonaws.com", 443, "");

        SdkHttpRequest signed = signer.request(
                SdkHttpMethod.GET, address, address.path("test.txt"), Map.of(), Map.of("Range", "bytes=0-9"));

        String authorization = signed.firstMatchingHeader("Authorization").orElseThrow();
        assertTrue(
                authorization.endsWith("Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
                authorization);
    }

    @Test
    void aHostWithAnUnderscoreIsSignedAndStaysInTheUrl() {
        S3Signer signer = signer(KEYS, Instant.EPOCH);
        S3Address address = S3Address.of("cogs", Optional.of("http://object_store:9000"), "us-east-1");

        String url = signer.url(address, address.path("x"), Map.of(), Duration.ofSeconds(60));
        SdkHttpRequest request = signer.request(SdkHttpMethod.HEAD, address, address.path("x"), Map.of(), Map.of());

        assertTrue(url.startsWith("http://object_store:9000/cogs/x?X-Amz-"), url);
        assertEquals(Optional.of("object_store:9000"), request.firstMatchingHeader("Host"));
    }

    private static void assertSameAsSdk(String endpoint, String bucket, String key, AwsCredentials credentials) {
        URI expected = sdk(endpoint, bucket, key, credentials);
        Map<String, String> query = query(expected);
        Instant signedAt = DATE.parse(query.getOrDefault("X-Amz-Date", ""), Instant::from);
        Map<String, String> ours = new LinkedHashMap<>(query);
        ours.keySet().removeIf(name -> name.startsWith("X-Amz-"));
        Optional<String> at = Optional.of(endpoint).filter(url -> !url.isEmpty());
        S3Address address = S3Address.of(bucket, at, "eu-central-1");

        String url = signer(credentials, signedAt).url(address, address.path(key), ours, Duration.ofSeconds(60));

        assertEquals(expected.toString().replaceFirst("\\?.*", ""), url.replaceFirst("\\?.*", ""));
        assertEquals(query, query(URI.create(url)));
    }

    private static S3Signer signer(AwsCredentials credentials, Instant now) {
        return new S3Signer(
                "eu-central-1", StaticCredentialsProvider.create(credentials), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static URI sdk(String endpoint, String bucket, String key, AwsCredentials credentials) {
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(!endpoint.isEmpty())
                        .build());
        if (!endpoint.isEmpty()) {
            builder.endpointOverride(URI.create(endpoint));
        }
        try (S3Presigner presigner = builder.build()) {
            return URI.create(presigner
                    .presignGetObject(request -> request.signatureDuration(Duration.ofSeconds(60))
                            .getObjectRequest(object -> object.bucket(bucket)
                                    .key(key)
                                    .overrideConfiguration(
                                            other -> other.putRawQueryParameter("x-download-jti", "Zr3-_x9"))
                                    .responseContentDisposition("attachment; filename=\"x y.tif\"")
                                    .responseContentType("image/tiff; application=geotiff")))
                    .url()
                    .toString());
        }
    }

    private static Map<String, String> query(URI url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : url.getRawQuery().split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
