package org.downloadtoken.download.storage.s3;

import java.util.Optional;
import java.util.regex.Pattern;
import org.downloadtoken.encoding.WebUrl;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * The address of a bucket.
 *
 * @param host the host name, or the IP address; an IPv6 address has brackets
 * @param root the path of the bucket; empty if the host name contains the bucket
 */
record S3Address(boolean tls, String host, int port, String root) {
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** The address of a bucket at an endpoint; without an endpoint, at AWS in this region. */
    static S3Address of(String bucket, Optional<String> endpoint, String region) {
        return endpoint.map(url -> at(url, bucket)).orElseGet(() -> ofAws(bucket, region));
    }

    /** Path style: only AWS is known to have a host name for each bucket. */
    private static S3Address at(String endpoint, String bucket) {
        WebUrl url =
                WebUrl.parse(endpoint).orElseThrow(() -> new IllegalArgumentException("not an endpoint: " + endpoint));
        return new S3Address(url.isHttps(), url.host(), url.port(), "/" + bucket);
    }

    /** Virtual-hosted style if the bucket name is one DNS label: the certificate of AWS covers only one label. */
    private static S3Address ofAws(String bucket, String region) {
        String suffix = PartitionMetadata.of(Region.of(region)).dnsSuffix();
        String host = "s3." + region + "." + suffix;
        return DNS_LABEL.matcher(bucket).matches()
                ? new S3Address(true, bucket + "." + host, HTTPS, "")
                : new S3Address(true, host, HTTPS, "/" + bucket);
    }

    /** The path of an object. Every byte of the key is percent-encoded, except unreserved characters and the slash. */
    String path(String key) {
        return root + "/" + SdkHttpUtils.urlEncodeIgnoreSlashes(key);
    }

    /** The path of the bucket. */
    String path() {
        return root.isEmpty() ? "/" : root;
    }

    String origin() {
        String scheme = tls ? "https" : "http";
        return scheme + "://" + (port == (tls ? HTTPS : HTTP) ? host : host + ":" + port);
    }
}
