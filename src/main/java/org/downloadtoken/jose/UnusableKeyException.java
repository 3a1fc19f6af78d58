package org.downloadtoken.jose;

import java.nio.file.Path;

/** Keys that cannot be used. The message says what is allowed, and never quotes the key. */
public final class UnusableKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableKeyException(String message) {
        super(message);
    }

    /** The same failure, with the name of the file in its message. */
    public UnusableKeyException in(Path file) {
        return new UnusableKeyException(file + ": " + getMessage());
    }
}
