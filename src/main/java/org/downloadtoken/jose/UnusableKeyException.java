package org.downloadtoken.jose;

/** Keys that cannot be used; the message names the file and says what is allowed, and quotes nothing of the file. */
public final class UnusableKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableKeyException(String message) {
        super(message);
    }
}
