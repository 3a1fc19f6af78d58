package org.downloadtoken.download;

import java.nio.channels.FileChannel;

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

    /** Its bytes too; who is given the channel closes it. */
    record OpenFile(FileChannel channel, Description description) implements Cog {}
}
