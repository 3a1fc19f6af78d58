package org.downloadtoken.config.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.encoding.Utf8;

/** Reads the conf file and the files of secrets. */
final class TextFile {
    private TextFile() {}

    /**
     * The text of a file, without a byte order mark.
     *
     * @param path the path as the operator gave it
     * @param subject begins the message of an error. The caller includes the path only if it may be shown: the path of a
     *     secret may be the secret itself, set under the wrong name.
     */
    static String read(String path, String subject) {
        try {
            Path file = Path.of(path);
            if (Files.isDirectory(file)) {
                throw new ConfigException(subject + " must name a file, but names a directory");
            }
            return Utf8.decode(Files.readAllBytes(file))
                    .orElseThrow(
                            () -> new ConfigException(subject + " must name a text file in UTF-8, but its bytes are not"
                                    + " UTF-8; some editors save UTF-16 or another encoding"));
        } catch (IOException | InvalidPathException e) {
            throw new ConfigException(subject + " must name a readable text file, but cannot be read");
        }
    }
}
