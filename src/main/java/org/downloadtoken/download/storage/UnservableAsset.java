package org.downloadtoken.download.storage;

import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.metrics.UnservableCause;

/**
 * Why a file that the catalog names cannot be served. Only the operator learns it: the client receives the same 404 as for a
 * dataset that does not exist.
 */
public final class UnservableAsset extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_KEY_LENGTH = 200;

    private final UnservableCause kind;

    private UnservableAsset(UnservableCause kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** The failure of a request for a file whose key must not be shown, or that has none. */
    public static RequestFailure failure(UnservableCause kind, String detail) {
        return new RequestFailure(Failure.FILE_MISSING, new UnservableAsset(kind, detail));
    }

    /** The failure of a request for the file with this key. */
    public static RequestFailure failure(UnservableCause kind, String key, String detail) {
        String shown = key.length() > MAX_KEY_LENGTH ? key.substring(0, MAX_KEY_LENGTH) + "…" : key;
        return failure(kind, "storage key \"" + shown.replaceAll("\\p{C}", "?") + "\": " + detail);
    }

    public UnservableCause kind() {
        return kind;
    }

    /** The key, if it may be shown, and the cause, in one line. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
