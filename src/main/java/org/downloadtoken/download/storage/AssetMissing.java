package org.downloadtoken.download.storage;

/** The dataset has no file, or none at the place that the catalog names. */
public final class AssetMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AssetMissing() {
        super("no file", null, false, false);
    }
}
