package org.downloadtoken.jose;

/** There is no key yet to verify anything with, since whoever publishes them has not answered. */
public final class KeysUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeysUnavailable() {
        super("no keys yet", null, false, false);
    }
}
