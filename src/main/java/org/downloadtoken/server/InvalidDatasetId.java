package org.downloadtoken.server;

/** The dataset_id of the path is not what the contract says. */
public final class InvalidDatasetId extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidDatasetId() {
        super("invalid dataset_id", null, false, false);
    }
}
