package org.downloadtoken.jose;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file that holds a key. */
public final class KeyFile {
    private static final int MAX_BYTES = 65_536;

    private KeyFile() {}

    /**
     * The content of a file. A larger file is not read to its end.
     *
     * @throws UnusableKeyException if the file cannot be read or is too large
     */
    public static byte[] read(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] content = input.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new UnusableKeyException(file + " has more than " + MAX_BYTES + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw new UnusableKeyException(file + " cannot be read: " + e);
        }
    }
}
