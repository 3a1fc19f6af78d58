package org.downloadtoken.clients.prism.services;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the services. */
public final class ServedFiles {
    /** A file of ASCII bytes only: Prism changes all others (stoplightio/prism issue 2349). */
    public static final String ASCII = "ascii.tif";
    /** A file that fills the buffers of a connection. */
    public static final String LARGE = "large.tif";

    private ServedFiles() {}

    /** Creates the files in a directory. */
    static void create(Path directory) {
        byte[] ascii = new byte[1_280];
        for (int i = 0; i < ascii.length; i++) {
            ascii[i] = (byte) (i % 128);
        }
        try {
            Files.write(directory.resolve(ASCII), ascii);
            try (RandomAccessFile sparse =
                    new RandomAccessFile(directory.resolve(LARGE).toFile(), "rw")) {
                sparse.setLength(64 << 20);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
