package org.downloadtoken.failure;

import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request with a {@link Failure}. It has no stack trace, so that a flood of bad requests stays cheap. Its message is
 * for the operator and never contains a credential.
 */
public final class RequestFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Failure failure;
    private final transient FailureHeaders headers;

    public RequestFailure(Failure failure) {
        this(failure, failure.name(), FailureHeaders.None.NONE, null);
    }

    /** A failure with a message for the operator. */
    public RequestFailure(Failure failure, String message) {
        this(failure, message, FailureHeaders.None.NONE, null);
    }

    /** A failure with a cause, which is for the operator. */
    public RequestFailure(Failure failure, Throwable cause) {
        this(failure, failure.name(), FailureHeaders.None.NONE, cause);
    }

    public RequestFailure(Failure failure, FailureHeaders headers) {
        this(failure, failure.name(), headers, null);
    }

    private RequestFailure(Failure failure, String message, FailureHeaders headers, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.failure = failure;
        this.headers = headers;
    }

    /** A 401 with this challenge. */
    public static RequestFailure unauthorized(Challenge challenge) {
        return new RequestFailure(Failure.INVALID_CREDENTIAL, challenge);
    }

    /** A 503, since the storage does not answer. */
    public static RequestFailure storageUnavailable(Throwable cause) {
        return new RequestFailure(
                Failure.STORAGE_UNAVAILABLE, "the storage does not answer", FailureHeaders.None.NONE, cause);
    }

    public Failure failure() {
        return failure;
    }

    public FailureHeaders headers() {
        return headers;
    }
}
