package org.downloadtoken.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/**
 * Where the files of datasets are stored, and who may download them.
 *
 * @param root the directory of the files, if they are stored in one
 * @param keys forms the keys of files
 * @param max the most downloads that are in progress at the same time
 * @param roles roles of which a signed-in caller needs one to download; empty if no role is needed
 * @param publicDownloads what the download of a public and published dataset needs
 */
public record Downloads(
        Storage storage,
        Optional<Path> root,
        StorageKeyTemplate keys,
        ObjectStore s3,
        int max,
        Set<String> roles,
        PublicDownloads publicDownloads) {
    public enum Storage {
        FILE,
        S3
    }

    /** What the download of a public and published dataset needs. */
    public enum PublicDownloads {
        /** A token, or a credential header, like any other download. */
        TOKEN,
        /** Nothing. */
        OPEN
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

    static final ChoiceSetting<PublicDownloads> PUBLIC_DOWNLOADS = new ChoiceSetting<>(
            "PUBLIC_DOWNLOADS",
            PublicDownloads.class,
            "token",
            "Whether the download of a public dataset needs a token, or is open to requests without a credential.");

    static final List<Setting> SETTINGS = Stream.concat(
                    Stream.of(STORAGE, ROOT, StorageKeyTemplate.SETTING, MAX, ROLES, PUBLIC_DOWNLOADS),
                    ObjectStore.SETTINGS.stream())
            .toList();

    public Downloads {
        roles = Set.copyOf(roles);
        if (storage == Storage.S3 && s3.bucket().isEmpty()) {
            throw ConfigException.invalid(
                    ObjectStore.BUCKET, "", "the name of a bucket if " + STORAGE.name() + " is s3");
        }
    }

    static Downloads from(Map<String, String> values) {
        return new Downloads(
                STORAGE.read(values),
                ROOT.read(values),
                StorageKeyTemplate.from(values),
                ObjectStore.from(values),
                MAX.read(values),
                Set.copyOf(ROLES.read(values)),
                PUBLIC_DOWNLOADS.read(values));
    }

    /** How long a request without a credential is authorized, if downloads of public datasets are open. */
    public Optional<Duration> openFor(Duration tokenTtl) {
        return publicDownloads == PublicDownloads.OPEN ? Optional.of(tokenTtl) : Optional.empty();
    }

    private static int defaultMax() {
        long byHeap = Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_DOWNLOAD;
        return (int) Math.max(1, Math.min(1_000, byHeap));
    }
}
