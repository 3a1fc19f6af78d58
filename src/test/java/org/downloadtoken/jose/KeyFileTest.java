package org.downloadtoken.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    Path directory;

    @Test
    void fileOf64KibIsRead() throws IOException {
        Path file = Files.write(directory.resolve("key.pem"), new byte[65_536]);

        assertEquals(65_536, KeyFile.read(file).length);
    }

    @Test
    void largerFileIsRefusedByName() throws IOException {
        Path file = Files.write(directory.resolve("key.pem"), new byte[65_537]);

        assertEquals(file + " has more than 65536 bytes", message(file));
    }

    @Test
    void fileWithoutAnEndIsNotReadToItsEnd() {
        assertEquals("/dev/zero has more than 65536 bytes", message(Path.of("/dev/zero")));
    }

    @Test
    void missingFileIsRefusedByName() {
        Path file = directory.resolve("missing.pem");

        assertTrue(message(file).startsWith(file + " cannot be read"), message(file));
    }

    private static String message(Path file) {
        return String.valueOf(assertThrows(UnusableKeyException.class, () -> KeyFile.read(file))
                .getMessage());
    }
}
