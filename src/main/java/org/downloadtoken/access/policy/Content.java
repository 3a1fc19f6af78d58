package org.downloadtoken.access.policy;

import java.util.Optional;

/** What there is to download of a dataset. */
public sealed interface Content {
    /** Nothing, and why. */
    enum Absent implements Content {
        NOT_A_RASTER,
        /** A raster of which no file is known. */
        NO_ASSET
    }

    /**
     * Of table raster_assets. Its {@code size_bytes} is not read: only the file itself knows its size.
     *
     * @param title of the record
     * @param uri {@code asset_uri}: a URL where the bytes are remote, else a key of the managed storage
     * @param remote {@code storage_backend} is "remote"; "local" and "s3" are both managed
     * @param sha256 of the bytes, in hex, where the catalog knows it
     */
    record RasterAsset(String title, String uri, boolean remote, Optional<String> sha256) implements Content {}
}
