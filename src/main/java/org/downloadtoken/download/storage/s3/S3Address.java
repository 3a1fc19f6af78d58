package org.downloadtoken.download.storage.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * The address of a bucket. The host is a plain string, since java.net.URI rejects host names with an underscore, which
 * container networks allow.
 *
 * @param host the host name, or the IP address; an IPv6 address has brackets
 * @param root the path of the bucket; empty if the host name contains the bucket
 */
record S3Address(boolean tls, String host, int port, String root) {
    private static final Pattern ENDPOINT = Pattern.compile("(https?)://(\\[[^]]+]|[^:]+)(?::(\\d+))?");
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** The address of a bucket at an endpoint; without an endpoint, at AWS in this region. */
    static S3Address of(String bucket, Optional<String> endpoint, String region) {
        return endpoint.map(url -> at(url, bucket)).orElseGet(() -> ofAws(bucket, region));
    }

    /** Path style: only AWS is known to have a host name for each bucket. */
    private static S3Address at(String endpoint, String bucket) {
        Matcher parts = ENDPOINT.matcher(endpoint);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not an endpoint: " + endpoint);
        }
        boolean tls = parts.group(1).equals("https");
        int port = Optional.ofNullable(parts.group(3)).map(Integer::parseInt).orElse(tls ? HTTPS : HTTP);
        return new S3Address(tls, parts.group(2), port, "/" + bucket);
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
