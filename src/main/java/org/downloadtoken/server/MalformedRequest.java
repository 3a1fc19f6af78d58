package org.downloadtoken.server;

/** The request cannot be read as HTTP means it, for instance by a broken percent-encoding. */
public final class MalformedRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedRequest() {
        super("malformed request", null, false, false);
    }
}
