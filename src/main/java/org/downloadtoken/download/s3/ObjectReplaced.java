package org.downloadtoken.download.s3;

/** The store has another version of the object by now, or none. */
final class ObjectReplaced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ObjectReplaced() {
        super("the object is replaced again and again", null, false, false);
    }
}
