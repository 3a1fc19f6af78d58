package org.downloadtoken.download.storage;

/** The storage cannot say whether it has the file. */
public final class StorageUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageUnavailable(Throwable cause) {
        super("the storage does not answer", cause);
    }
}
