package org.downloadtoken.download.storage;

import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.failure.UnservableCause;

/**
 * Why a file that the catalog names cannot be served. Only the operator learns it: the client receives the same 404 as for a
 * dataset that does not exist.
 */
public final class UnservableAssetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final UnservableCause unservableCause;

    private UnservableAssetException(UnservableCause unservableCause, String message) {
        super(message, null, false, false);
        this.unservableCause = unservableCause;
    }

    /** The failure of a request for a file whose key must not be shown, or that has none. */
    public static RequestFailure failure(UnservableCause unservableCause, String detail) {
        return new RequestFailure(Failure.FILE_MISSING, new UnservableAssetException(unservableCause, detail));
    }

    /** The failure of a request for the file with this key. */
    public static RequestFailure failure(UnservableCause unservableCause, String key, String detail) {
        return failure(unservableCause, "storage key " + ShownKey.of(key) + ": " + detail);
    }

    public UnservableCause unservableCause() {
        return unservableCause;
    }

    /** The key, if it may be shown, and the cause, in one line. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
