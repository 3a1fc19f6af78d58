package org.downloadtoken.access.catalog;

/** The catalog answers, but this service cannot use it. The message is one line for the operator. */
public final class CatalogUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CatalogUnusable(String message) {
        super(message, null, false, false);
    }
}
