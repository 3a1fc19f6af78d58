package org.downloadtoken.config;

import io.vertx.core.net.HostAndPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Where managed files lie, and which roles a signed-in caller needs one of to download; with none named, none. */
public record Downloads(Storage storage, Optional<Path> root, S3 s3, Set<String> roles) {
    public Downloads {
        roles = Set.copyOf(roles);
        root.filter(path -> !Files.isDirectory(path) || !Files.isReadable(path)).ifPresent(path -> {
            throw SettingReader.wrong(Setting.DOWNLOAD_ROOT, path.toString(), "a directory that can be read");
        });
        if (storage == Storage.S3 && s3.bucket().isEmpty()) {
            throw SettingReader.wrong(
                    Setting.S3_BUCKET, "", "the name of a bucket where " + Setting.DOWNLOAD_STORAGE + " is s3");
        }
    }

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
     * An object store; without an endpoint, that of AWS.
     *
     * @param publicEndpoint where clients reach the store, if not at the endpoint itself
     */
    public record S3(
            String bucket,
            Optional<String> endpoint,
            Optional<String> publicEndpoint,
            String region,
            Delivery delivery) {
        static S3 from(SettingReader read) {
            return new S3(
                    read.matching(
                            Setting.S3_BUCKET,
                            "([a-z0-9][a-z0-9._-]{1,61}[a-z0-9])?",
                            "the name of a bucket: 3 to 63 of a-z, 0-9, dot, dash and underscore"),
                    endpoint(read, Setting.S3_ENDPOINT),
                    endpoint(read, Setting.S3_PUBLIC_ENDPOINT),
                    read.matching(Setting.S3_REGION, "[a-z0-9-]{1,40}", "a region such as eu-central-1"),
                    read.choice(Setting.S3_DELIVERY, Delivery.class));
        }

        private static Optional<String> endpoint(SettingReader read, Setting setting) {
            String endpoint = read.matching(
                    setting,
                    "(https?://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(:[1-9][0-9]{0,4})?)?",
                    "a URL such as https://s3.example.com, without a path");
            if (!endpoint.isEmpty() && HostAndPort.parseAuthority(endpoint.replaceFirst("https?://", ""), -1) == null) {
                throw SettingReader.wrong(setting, endpoint, "a URL with a port of at most 65535");
            }
            return Optional.of(endpoint).filter(url -> !url.isEmpty());
        }
    }

    static Downloads from(SettingReader read) {
        return new Downloads(
                read.choice(Setting.DOWNLOAD_STORAGE, Storage.class),
                Optional.of(read.text(Setting.DOWNLOAD_ROOT))
                        .filter(path -> !path.isEmpty())
                        .map(Path::of),
                S3.from(read),
                Set.copyOf(read.list(Setting.DOWNLOAD_ROLES)));
    }
}
