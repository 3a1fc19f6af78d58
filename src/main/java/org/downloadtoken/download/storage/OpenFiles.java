package org.downloadtoken.download.storage;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import com.github.benmanes.caffeine.cache.Interner;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.failure.UnservableCause;

/**
 * Opens files. Downloads in progress share an open file, if it is still the file at this path. Otherwise, on FUSE, opening a file while
 * a read of it hangs blocks the thread, and even the exit of the process.
 * Only worker threads call the methods, which may block.
 */
final class OpenFiles {
    private static final int ATTEMPTS = 3;

    private final ConcurrentMap<Path, SharedChannel> channels = new ConcurrentHashMap<>();

    /** One object for equal paths, on which the threads synchronize that open this file. */
    private final Interner<Path> locks = Interner.newWeakInterner();

    /**
     * Opens a file, which the caller closes.
     *
     * @param name the key of the file, for the log
     * @throws RequestFailure if there is no regular file at this path
     */
    OpenFile open(String name, Path path, Optional<String> sha256) throws IOException {
        // Not in the lock: on a slow file system, each download would wait for the metadata calls of all others.
        BasicFileAttributes now = regularFile(name, path);
        Optional<SharedChannel> open = retained(path, now);
        return new OpenFile(name, open.isPresent() ? open.get() : openOnce(name, path, now), sha256);
    }

    private SharedChannel openOnce(String name, Path path, BasicFileAttributes now) throws IOException {
        synchronized (locks.intern(path)) {
            Optional<SharedChannel> openedMeanwhile = retained(path, now);
            if (openedMeanwhile.isPresent()) {
                return openedMeanwhile.get();
            }
            SharedChannel opened = openNew(name, path, now);
            channels.put(path, opened);
            return opened;
        }
    }

    private Optional<SharedChannel> retained(Path path, BasicFileAttributes now) {
        return Optional.ofNullable(channels.get(path))
                .filter(shared -> isSame(shared.attributes(), now))
                .filter(SharedChannel::retain);
    }

    /** Ensures that size and time belong to the bytes in the channel: if the file was replaced, it is opened again. */
    private SharedChannel openNew(String name, Path path, BasicFileAttributes found) throws IOException {
        BasicFileAttributes before = found;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, NOFOLLOW_LINKS);
            try {
                BasicFileAttributes after = regularFile(name, path);
                if (isSame(before, after) && channel.size() == after.size()) {
                    return new SharedChannel(channel, after, closed -> channels.remove(path, closed));
                }
                before = after;
            } catch (Throwable e) {
                channel.close();
                throw e;
            }
            channel.close();
        }
        throw new IOException("the file changed during each of " + ATTEMPTS + " attempts to open it");
    }

    /** To open anything else could block: a pipe, for example, until it has a writer. */
    private static BasicFileAttributes regularFile(String name, Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw UnservableAssetException.failure(UnservableCause.NOT_A_FILE, name, "it is not a regular file");
        }
        return attributes;
    }

    private static boolean isSame(BasicFileAttributes a, BasicFileAttributes b) {
        return Objects.equals(a.fileKey(), b.fileKey())
                && a.size() == b.size()
                && a.lastModifiedTime().equals(b.lastModifiedTime());
    }
}
