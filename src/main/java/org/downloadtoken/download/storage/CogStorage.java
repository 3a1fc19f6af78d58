package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.token.DownloadCaller;

/** Where managed files lie. A file that is not there fails with {@link Failure#FILE_MISSING}, storage that is ill with {@link Failure#STORAGE_UNAVAILABLE}. */
public interface CogStorage extends AutoCloseable {
    /**
     * The file, or where it is. Such a place opens as long as the caller is authorized. A request that carries a
     * credential header is never sent to another place: some clients would send the header there too.
     *
     * @param headers of the request
     */
    Future<Cog> get(RasterAsset asset, DownloadCaller caller, MultiMap headers);

    /** What a HEAD request tells of the file. */
    Future<Cog> head(RasterAsset asset);

    @Override
    default void close() {}

    /** For an instance that serves no managed files. */
    CogStorage NONE = new CogStorage() {
        @Override
        public Future<Cog> get(RasterAsset asset, DownloadCaller caller, MultiMap headers) {
            return Future.failedFuture(new RequestFailure(Failure.FILE_MISSING));
        }

        @Override
        public Future<Cog> head(RasterAsset asset) {
            return Future.failedFuture(new RequestFailure(Failure.FILE_MISSING));
        }
    };
}
