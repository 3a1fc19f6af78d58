package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.token.DownloadCaller;

/**
 * The storage of managed files. Methods fail with {@link Failure#FILE_MISSING} if the file does not exist, and with
 * {@link Failure#STORAGE_UNAVAILABLE} if the storage does not work.
 */
public interface CogStorage extends AutoCloseable {
    /**
     * The file, or a redirect to a URL that is valid as long as the caller is authorized. A request with a credential header
     * is never redirected: some clients would send the header to the other host.
     *
     * @param headers the headers of the request
     */
    Future<Cog> get(RasterAsset asset, DownloadCaller caller, MultiMap headers);

    /** The description of the file, for a HEAD request. */
    Future<Cog> head(RasterAsset asset);

    @Override
    default void close() {}

    /** The storage of an instance that serves no managed files. */
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
