package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.UnservableCause;

/**
 * The storage of managed files. Methods fail with {@link Failure#FILE_MISSING} if the file does not exist, and with
 * {@link Failure#STORAGE_UNAVAILABLE} if the storage does not work.
 */
public interface CogStorage extends AutoCloseable {
    /**
     * The file, or a redirect to a URL that is valid as long as the caller is authorized. A request with a credential header
     * is never redirected: some clients would send the header to the other host.
     */
    Future<Cog> get(CogRequest request);

    /** The description of the file, for a HEAD request. */
    Future<Cog> head(CogRequest request);

    /** The number of calls to the storage that have exceeded their timeout and have not returned. */
    default int hungCalls() {
        return 0;
    }

    @Override
    default void close() {}

    /** The storage of an instance that serves no managed files. */
    CogStorage NONE = new CogStorage() {
        @Override
        public Future<Cog> get(CogRequest request) {
            return head(request);
        }

        @Override
        public Future<Cog> head(CogRequest request) {
            return Future.failedFuture(UnservableAssetException.failure(
                    UnservableCause.NO_STORAGE, request.asset().uri(), "DOWNLOAD_ROOT is not set"));
        }
    };
}
