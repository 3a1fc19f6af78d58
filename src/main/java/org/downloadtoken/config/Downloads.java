package org.downloadtoken.config;

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

    /** An object store; without an endpoint, that of AWS. */
    public record S3(String bucket, Optional<String> endpoint, String region) {
        static S3 from(SettingReader read) {
            String endpoint = read.matching(
                    Setting.S3_ENDPOINT,
                    "(https?://[A-Za-z0-9.:\\[\\]-]+)?",
                    "a URL such as https://s3.example.com, without a path");
            return new S3(
                    read.matching(Setting.S3_BUCKET, "([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?", "the name of a bucket"),
                    Optional.of(endpoint).filter(url -> !url.isEmpty()),
                    read.matching(Setting.S3_REGION, "[a-z0-9-]{1,40}", "a region such as eu-central-1"));
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
