package org.downloadtoken.download.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.downloadtoken.representation.FileDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open file. All methods may block, so only worker threads call them. Whoever receives it closes it.
 *
 * @param name the key of the file, for the log
 */
record OpenFile(String name, FileChannel channel, FileDescription description) {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFile.class);

    /**
     * Fills the space with the bytes from this position on.
     *
     * @throws EOFException if the file has become shorter
     */
    void read(ByteBuffer space, long position) throws IOException {
        long next = position;
        while (space.hasRemaining()) {
            int read = channel.read(space, next);
            if (read < 0) {
                throw new EOFException("the file became shorter");
            }
            next += read;
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("{} could not be closed: {}", name, e.toString());
        }
    }
}
