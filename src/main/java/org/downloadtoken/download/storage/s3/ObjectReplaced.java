package org.downloadtoken.download.storage.s3;

/**
 * The response to GET is not the version that HEAD described. The object was replaced or deleted, or the store ignores Range
 * or If-Match.
 */
final class ObjectReplaced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ObjectReplaced() {
        super(
                "the store sent another version than it described: the object changed three times, or the store ignores Range",
                null,
                false,
                false);
    }
}
