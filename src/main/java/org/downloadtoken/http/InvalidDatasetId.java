package org.downloadtoken.http;

/** The dataset_id of the path is not what the contract says. */
final class InvalidDatasetId extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidDatasetId() {
        super("invalid dataset_id", null, false, false);
    }
}
