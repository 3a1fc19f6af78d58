package org.downloadtoken.access.policy;

import java.util.Optional;

/** The file that a dataset offers for download. */
public sealed interface Content {
    /** A longer title is cut. In code points. */
    int MAX_TITLE = 200;

    /** A longer URI is {@link Absent#URI_TOO_LONG}. In UTF-16 code units. */
    int MAX_URI = 4_096;

    /** The dataset offers no file. */
    enum Absent implements Content {
        NOT_A_RASTER,
        /** The dataset is a raster, but the catalog names no file. */
        NO_ASSET,
        /** The catalog names a file, but its URI is longer than the service reads. */
        URI_TOO_LONG
    }

    /**
     * A row of table raster_assets. Its {@code size_bytes} is not read: the file itself is the authority on its size.
     *
     * @param title the title of the record
     * @param uri {@code asset_uri}: the URL of a remote file, or the key of a file in the managed storage
     * @param remote {@code storage_backend} is "remote"; "local" and "s3" both mean the managed storage
     * @param sha256 the hash of the file in hex, if the catalog has it
     */
    record RasterAsset(String title, String uri, boolean remote, Optional<String> sha256) implements Content {
        /** The same asset with another URI. */
        public RasterAsset withUri(String newUri) {
            return new RasterAsset(title, newUri, remote, sha256);
        }
    }
}
