package org.downloadtoken.download;

import io.vertx.core.Future;
import org.downloadtoken.access.Content.RasterAsset;

/** Where managed files lie. A file that is not there fails with {@link AssetMissing}, storage that is ill with {@link StorageUnavailable}. */
public interface CogStorage extends AutoCloseable {
    /** The file, or where it is; such a place opens until a time in seconds since the epoch. */
    Future<Cog> get(RasterAsset asset, double authorizedUntil);

    /** What a HEAD request tells of the file. */
    Future<Cog> head(RasterAsset asset);

    @Override
    default void close() {}

    /** For an instance that serves no managed files. */
    CogStorage NONE = new CogStorage() {
        @Override
        public Future<Cog> get(RasterAsset asset, double authorizedUntil) {
            return Future.failedFuture(new AssetMissing());
        }

        @Override
        public Future<Cog> head(RasterAsset asset) {
            return Future.failedFuture(new AssetMissing());
        }
    };
}
