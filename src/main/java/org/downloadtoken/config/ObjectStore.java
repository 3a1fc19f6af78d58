package org.downloadtoken.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.downloadtoken.config.setting.ChoiceSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.config.setting.TextSetting;
import org.downloadtoken.encoding.WebUrl;

/**
 * An object store. Without an endpoint, it is that of AWS.
 *
 * @param publicEndpoint the store's address for clients, if it differs from the endpoint
 */
public record ObjectStore(
        String bucket, Optional<String> endpoint, Optional<String> publicEndpoint, String region, Delivery delivery) {
    /** How a download token is answered from an object store. A request with a credential header is always streamed. */
    public enum Delivery {
        REDIRECT,
        STREAM
    }

    static final TextSetting BUCKET = TextSetting.matching(
            "S3_BUCKET",
            "",
            "[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]",
            "the name of a bucket: 3 to 63 of a-z, 0-9, dot, dash and underscore",
            "Bucket of the files. Credentials are found as the AWS SDK finds them.");

    static final TextSetting ENDPOINT = endpoint("S3_ENDPOINT", "URL of an object store other than AWS.");

    static final TextSetting PUBLIC_ENDPOINT =
            endpoint("S3_PUBLIC_ENDPOINT", "URL of the store for clients, if they do not reach it at S3_ENDPOINT.");

    static final TextSetting REGION = TextSetting.matching(
            "S3_REGION", "us-east-1", "[a-z0-9-]{1,40}", "a region such as eu-central-1", "Region of the bucket.");

    static final ChoiceSetting<Delivery> DELIVERY = new ChoiceSetting<>(
            "S3_DELIVERY",
            Delivery.class,
            "redirect",
            "How a download token is answered: with a redirect to a signed URL, or with the bytes of the file.");

    static final List<Setting> SETTINGS = List.of(BUCKET, ENDPOINT, PUBLIC_ENDPOINT, REGION, DELIVERY);

    static ObjectStore from(Map<String, String> values) {
        return new ObjectStore(
                BUCKET.read(values),
                origin(ENDPOINT, values),
                origin(PUBLIC_ENDPOINT, values),
                REGION.read(values),
                DELIVERY.read(values));
    }

    private static TextSetting endpoint(String name, String description) {
        return new TextSetting(
                name,
                "",
                ObjectStore::isEndpoint,
                "a URL such as https://s3.example.com, without a path, with a port of at most 65535",
                description);
    }

    private static boolean isEndpoint(String text) {
        return WebUrl.parse(text).filter(WebUrl::isOrigin).isPresent();
    }

    private static Optional<String> origin(TextSetting endpoint, Map<String, String> values) {
        return endpoint.readOptional(values).flatMap(WebUrl::parse).map(WebUrl::origin);
    }
}
