package org.downloadtoken.download.storage.s3;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests to S3 (AWS Signature Version 4). The lookup of credentials may block, so call every method on a worker thread.
 * Unlike other services, S3 does not normalize the path: {@code a//b} and {@code a/b} are different objects.
 */
record S3Signer(String region, AwsCredentialsProvider credentials, Clock clock) {
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    /** A presigned URL for GET of one object, valid for a duration. */
    String url(S3Address address, String path, Map<String, String> query, Duration validity) {
        SdkHttpRequest signed = sign(
                unsigned(SdkHttpMethod.GET, address, path, query, Map.of()),
                request -> request.putProperty(AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, validity)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false));
        return address.origin() + target(signed);
    }

    /** A request with the signature in its headers. */
    SdkHttpRequest request(
            SdkHttpMethod method,
            S3Address address,
            String path,
            Map<String, String> query,
            Map<String, String> headers) {
        return sign(unsigned(method, address, path, query, headers), request -> {});
    }

    /** The request target: path and query. */
    static String target(SdkHttpRequest request) {
        return request.encodedPath()
                + request.encodedQueryParameters().map(query -> "?" + query).orElse("");
    }

    private static SdkHttpRequest unsigned(
            SdkHttpMethod method,
            S3Address address,
            String path,
            Map<String, String> query,
            Map<String, String> headers) {
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(method)
                .protocol(address.tls() ? "https" : "http")
                .host(address.host())
                .port(address.port())
                .encodedPath(path);
        query.forEach(request::putRawQueryParameter);
        headers.forEach(request::putHeader);
        return request.build();
    }

    private SdkHttpRequest sign(
            SdkHttpRequest unsigned, Consumer<SignRequest.Builder<AwsCredentialsIdentity>> location) {
        AwsCredentialsIdentity identity = credentials.resolveCredentials();
        return SIGNER.sign(request -> location.accept(request.identity(identity)
                        .request(unsigned)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock)))
                .request();
    }
}
