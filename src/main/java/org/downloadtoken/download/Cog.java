package org.downloadtoken.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file for download, as far as this service has it. */
public sealed interface Cog {
    /** A URL where it is. */
    record Elsewhere(String location) implements Cog {}

    /**
     * All but its bytes.
     *
     * @param size in bytes
     */
    record Description(long size, FileVersion version) implements Cog {}

    /** Its bytes too; who is given it closes it. */
    record OpenFile(FileChannel channel, Description description) implements Cog {
        private static final Logger LOG = LoggerFactory.getLogger(OpenFile.class);

        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.warn("A file could not be closed: {}", e.toString());
            }
        }
    }
}
