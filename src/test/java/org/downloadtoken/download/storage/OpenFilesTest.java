package org.downloadtoken.download.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
    @TempDir
    Path directory;

    private final OpenFiles files = new OpenFiles();

    @Test
    void downloadsOfOneFileShareADescriptorUntilTheLastOneEnds() throws IOException {
        Path path = Files.writeString(directory.resolve("a.tif"), "first");
        OpenFile one = open(path);
        OpenFile other = open(path);
        assertEquals(1, descriptors(path));

        one.close();
        one.close();
        assertEquals("first", read(other));
        other.close();

        assertEquals(0, descriptors(path));
        assertThrows(ClosedChannelException.class, () -> read(other));
        assertEquals("first", read(open(path)), "it can be opened again");
    }

    @Test
    void aReplacedFileIsOpenedAnewAndTheOldOneStaysReadable() throws IOException {
        Path path = Files.writeString(directory.resolve("a.tif"), "first");
        OpenFile old = open(path);
        Files.move(Files.writeString(directory.resolve("new"), "other"), path, StandardCopyOption.REPLACE_EXISTING);

        OpenFile replaced = open(path);

        assertEquals("first", read(old));
        assertEquals("other", read(replaced));
        old.close();
        assertEquals("other", read(open(path)), "the end of the old one does not end the new one");
    }

    /** After a fault of the storage, an old descriptor may fail while a new one works. */
    @Test
    void aFileWhoseReadHasFailedIsOpenedAnew() throws IOException {
        Path path = Files.writeString(directory.resolve("a.tif"), "first");
        OpenFile broken = open(path);
        assertThrows(EOFException.class, () -> broken.read(ByteBuffer.allocate(100), 0));

        assertEquals("first", read(open(path)));
        assertEquals(2, descriptors(path));
    }

    private OpenFile open(Path path) throws IOException {
        return files.open("a.tif", path, Optional.empty());
    }

    private static String read(OpenFile file) throws IOException {
        ByteBuffer space = ByteBuffer.allocate((int) file.description().size());
        file.read(space, 0);
        return new String(space.array(), US_ASCII);
    }

    private static long descriptors(Path path) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(each -> isOf(each, path)).count();
        }
    }

    private static boolean isOf(Path descriptor, Path path) {
        try {
            return Files.readSymbolicLink(descriptor).equals(path);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
