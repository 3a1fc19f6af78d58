package org.downloadtoken.access.catalog;

/** The catalog answers, but cannot be served from; the message is one line for the operator. */
public final class CatalogUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CatalogUnusable(String message) {
        super(message, null, false, false);
    }
}
