package org.downloadtoken.download.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.failure.UnservableCause;

/** Finds out why a file cannot be opened: because of the file itself, or because the storage does not work. Blocks. */
record FileErrorClassifier(Path root, StorageKey key) {
    /** The limits of Linux, in bytes: NAME_MAX, and PATH_MAX without its terminating zero. */
    private static final int MAX_NAME = 255;

    private static final int MAX_PATH = 4_095;

    /** The JDK has no exception for ELOOP. It appends this English text to the message of the system. */
    private static final String LINK_LOOP = "symbolic link";

    /**
     * The failure of a request for this file.
     *
     * @throws IOException if the storage itself fails
     */
    RequestFailure explain(IOException failure) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new IOException("there is no directory " + root, failure);
        }
        if (failure instanceof AccessDeniedException && Files.isReadable(root)) {
            return unservable(UnservableCause.FORBIDDEN, "the user of this process may not read it");
        }
        if (isTooLong()) {
            return unservable(UnservableCause.NAME_TOO_LONG, "the file system allows names of " + MAX_NAME + " bytes");
        }
        if (failure instanceof NoSuchFileException) {
            return unservable(
                    UnservableCause.MISSING,
                    isEmpty(root)
                            ? "there is no such file, and DOWNLOAD_ROOT is empty; its volume may not be mounted"
                            : "there is no such file");
        }
        if (failure instanceof FileSystemException of
                && String.valueOf(of.getReason()).contains(LINK_LOOP)) {
            return unservable(UnservableCause.LINK_LOOP, "its symbolic links form a loop");
        }
        if (hasFileAsParent()) {
            return unservable(UnservableCause.NOT_A_FILE, "there is a file in the place of one of its directories");
        }
        throw failure;
    }

    private RequestFailure unservable(UnservableCause cause, String detail) {
        return UnservableAssetException.failure(cause, key.toString(), detail);
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private boolean isTooLong() {
        return key.segments().stream().anyMatch(name -> name.getBytes(UTF_8).length > MAX_NAME)
                || root.resolve(key.toString()).toString().getBytes(UTF_8).length > MAX_PATH;
    }

    private boolean hasFileAsParent() {
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
