package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.config.environment.NativeEncoding;
import org.downloadtoken.failure.UnservableCause;

/**
 * Serves files below one directory. Symbolic links are followed if their target is in this directory. Calls that may block
 * run on worker threads.
 */
public final class FileStorage implements CogStorage {
    private static final long TIMEOUT_MS = 5_000;

    private final StorageBulkhead bulkhead;
    private final OpenFiles files = new OpenFiles();
    private final Path root;

    /**
     * Creates a storage for the files below a directory.
     *
     * @throws IOException if the directory does not exist
     */
    public FileStorage(Vertx vertx, Path root) throws IOException {
        this.bulkhead = new StorageBulkhead(vertx, TIMEOUT_MS);
        this.root = root.toRealPath();
    }

    @Override
    public Future<Cog> get(CogRequest request) {
        return Future.succeededFuture(new FileSource(calls(request), () -> open(request.asset())));
    }

    /** Opens the file like {@link #get}, so HEAD and GET have the same result. */
    @Override
    public Future<Cog> head(CogRequest request) {
        return calls(request)
                .call(
                        () -> {
                            OpenFile file = open(request.asset());
                            file.close();
                            return new Cog.Described(file.description());
                        },
                        () -> {});
    }

    @Override
    public int hungCalls() {
        return bulkhead.hung();
    }

    private FileCalls calls(CogRequest request) {
        return new FileCalls(bulkhead, request.permit(), request.asset());
    }

    private OpenFile open(RasterAsset asset) throws IOException {
        StorageKey key = StorageKey.of(asset.uri());
        try {
            Path file = root.resolve(key.toString()).toRealPath();
            if (!file.startsWith(root)) {
                throw UnservableAssetException.failure(
                        UnservableCause.OUTSIDE, key.toString(), "its real path is outside of " + root);
            }
            return files.open(key.toString(), file, asset.sha256());
        } catch (InvalidPathException e) {
            throw UnservableAssetException.failure(
                    UnservableCause.NAME_NOT_ENCODABLE,
                    key.toString(),
                    NativeEncoding.problem().orElse("its name cannot be encoded"));
        } catch (IOException e) {
            throw new FileErrorClassifier(root, key).explain(e);
        }
    }
}
