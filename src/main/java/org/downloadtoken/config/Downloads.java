package org.downloadtoken.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.downloadtoken.config.setting.ChoiceSetting;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.IntSetting;
import org.downloadtoken.config.setting.ListSetting;
import org.downloadtoken.config.setting.PathSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.config.setting.TextSetting;
import org.downloadtoken.encoding.WebUrl;

/**
 * Where the files of datasets are stored, and who may download them.
 *
 * @param root the directory of the files, if they are stored in one
 * @param keys forms the keys of files
 * @param max the most downloads that are in progress at the same time
 * @param roles roles of which a signed-in caller needs one to download; empty if no role is needed
 */
public record Downloads(
        Storage storage, Optional<Path> root, StorageKeyTemplate keys, S3 s3, int max, Set<String> roles) {
    public enum Storage {
        FILE,
        S3
    }

    /** How a download token is answered from an object store. A request with a credential header is always streamed. */
    public enum Delivery {
        REDIRECT,
        STREAM
    }

    /**
     * An object store. Without an endpoint, it is that of AWS.
     *
     * @param publicEndpoint the store's address for clients, if it differs from the endpoint
     */
    public record S3(
            String bucket,
            Optional<String> endpoint,
            Optional<String> publicEndpoint,
            String region,
            Delivery delivery) {
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

        static S3 from(Map<String, String> values) {
            return new S3(
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
                    S3::isEndpoint,
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

    /** A download holds up to 256 KiB outside of the heap, where the JVM allows as much memory as for the heap. */
    private static final int HEAP_BYTES_PER_DOWNLOAD = 512 << 10;

    static final ChoiceSetting<Storage> STORAGE = new ChoiceSetting<>(
            "DOWNLOAD_STORAGE", Storage.class, "file", "Where files are stored: below DOWNLOAD_ROOT, or in S3_BUCKET.");

    static final PathSetting ROOT = new PathSetting(
            "DOWNLOAD_ROOT",
            path -> Files.isDirectory(path) && Files.isReadable(path),
            "a directory that can be read",
            "Directory of the files. Without it, the service answers 404 for stored files.");

    static final IntSetting MAX = new IntSetting(
            "MAX_DOWNLOADS",
            defaultMax(),
            1,
            1_000_000,
            "Most downloads in progress. The default is one per 512 KiB of heap, and at most 1000.");

    static final ListSetting<String> ROLES = ListSetting.ofText(
            "DOWNLOAD_ROLES",
            "",
            "a comma-separated list of roles",
            "Roles of which a signed-in caller needs one to download. By default no role is needed.");

    static final List<Setting> SETTINGS = Stream.concat(
                    Stream.of(STORAGE, ROOT, StorageKeyTemplate.SETTING, MAX, ROLES), S3.SETTINGS.stream())
            .toList();

    public Downloads {
        roles = Set.copyOf(roles);
        if (storage == Storage.S3 && s3.bucket().isEmpty()) {
            throw ConfigException.invalid(S3.BUCKET, "", "the name of a bucket if " + STORAGE.name() + " is s3");
        }
    }

    static Downloads from(Map<String, String> values) {
        return new Downloads(
                STORAGE.read(values),
                ROOT.read(values),
                StorageKeyTemplate.from(values),
                S3.from(values),
                MAX.read(values),
                Set.copyOf(ROLES.read(values)));
    }

    private static int defaultMax() {
        long byHeap = Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_DOWNLOAD;
        return (int) Math.max(1, Math.min(1_000, byHeap));
    }
}
