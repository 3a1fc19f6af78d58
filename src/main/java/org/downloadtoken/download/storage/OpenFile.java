package org.downloadtoken.download.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.downloadtoken.representation.FileDescription;
import org.downloadtoken.representation.FileVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is open for one download. All methods may block, so only worker threads call them. Whoever receives it closes it. */
final class OpenFile {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFile.class);

    private final String name;
    private final SharedChannel shared;
    private final FileDescription description;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Wraps a channel that the caller has retained.
     *
     * @param name the key of the file, for the log
     * @param shared retained for this download
     */
    OpenFile(String name, SharedChannel shared, Optional<String> sha256) {
        this.name = name;
        this.shared = shared;
        this.description = description(shared.attributes(), sha256);
    }

    FileDescription description() {
        return description;
    }

    /**
     * Fills the space with the bytes from this position on.
     *
     * @throws EOFException if the file has become shorter
     */
    void read(ByteBuffer space, long position) throws IOException {
        try {
            readFully(space, position);
        } catch (IOException e) {
            shared.retire(); // the next download opens the file again
            throw e;
        }
    }

    private void readFully(ByteBuffer space, long position) throws IOException {
        long next = position;
        while (space.hasRemaining()) {
            int read = shared.channel().read(space, next);
            if (read < 0) {
                throw new EOFException("the file became shorter");
            }
            next += read;
        }
    }

    /** A second call has no effect. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                shared.release();
            } catch (IOException e) {
                LOG.warn("{} could not be closed: {}", name, e.toString());
            }
        }
    }

    private static FileDescription description(BasicFileAttributes file, Optional<String> sha256) {
        return new FileDescription(
                file.size(),
                FileVersion.of(sha256, file.size(), file.lastModifiedTime().toInstant()));
    }
}
