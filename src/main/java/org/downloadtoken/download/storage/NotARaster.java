package org.downloadtoken.download.storage;

/** The dataset is of another kind, such as a vector dataset. */
public final class NotARaster extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotARaster() {
        super("not a raster", null, false, false);
    }
}
