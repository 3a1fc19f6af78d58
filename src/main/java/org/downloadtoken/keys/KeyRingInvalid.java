package org.downloadtoken.keys;

/** Keys that cannot be used; the message names the file and says what is allowed, and quotes nothing of the file. */
public final class KeyRingInvalid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyRingInvalid(String message) {
        super(message);
    }
}
