package org.downloadtoken.access.catalog;

/** The catalog gave no answer in time: neither a grant nor a refusal. */
public final class CatalogUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CatalogUnavailable(String message) {
        super(message, null, false, false);
    }
}
