package org.downloadtoken.http;

/** The request cannot be read as HTTP means it, for instance by a broken percent-encoding. */
final class MalformedRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedRequest() {
        super("malformed request", null, false, false);
    }
}
