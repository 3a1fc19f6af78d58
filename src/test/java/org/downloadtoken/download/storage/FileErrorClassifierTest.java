package org.downloadtoken.download.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.downloadtoken.failure.UnservableCause;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases that a test as root cannot provoke. {@link FileStorageTest} has the others. */
class FileErrorClassifierTest {
    @TempDir
    Path root;

    private FileErrorClassifier classifier = new FileErrorClassifier(Path.of(""), StorageKey.of("a.tif"));

    @BeforeEach
    void useTheRoot() {
        classifier = new FileErrorClassifier(root, StorageKey.of("a.tif"));
    }

    @Test
    void fileThatMayNotBeReadIsUnservable() throws IOException {
        UnservableAssetException unservable = assertInstanceOf(
                UnservableAssetException.class,
                classifier.explain(new AccessDeniedException("a.tif")).getCause());

        assertEquals(UnservableCause.FORBIDDEN, unservable.unservableCause());
    }

    @Test
    void anyOtherFailureIsOneOfTheStorage() {
        IOException failure = new IOException("Input/output error");

        assertSame(failure, assertThrows(IOException.class, () -> classifier.explain(failure)));
    }
}
