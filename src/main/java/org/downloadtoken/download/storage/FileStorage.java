package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves files below one directory. Symbolic links are followed if their target is in this directory. Calls that may block
 * run on worker threads.
 */
public final class FileStorage implements CogStorage {
    private static final Logger LOG = LoggerFactory.getLogger(FileStorage.class);

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
                LOG.warn("File {} is not served: its real path is outside of {}", key, root);
                throw new RequestFailure(Failure.FILE_MISSING);
            }
            return files.open(key.toString(), file, asset.sha256());
        } catch (NoSuchFileException | InvalidPathException e) {
            if (Files.isDirectory(root)) {
                throw new RequestFailure(Failure.FILE_MISSING);
            }
            throw new IOException("there is no directory " + root, e);
        } catch (IOException e) {
            if (hasFileAsParent(key)) { // the JDK has no specific exception for this case
                throw new RequestFailure(Failure.FILE_MISSING);
            }
            throw e;
        }
    }

    private boolean hasFileAsParent(StorageKey key) {
        Path parent = root.resolve(key.toString()).getParent();
        while (parent != null && !parent.equals(root)) {
            if (Files.isRegularFile(parent)) {
                return true;
            }
            parent = parent.getParent();
        }
        return false;
    }
}
