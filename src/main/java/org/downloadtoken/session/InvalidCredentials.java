package org.downloadtoken.session;

/** A credential was supplied that does not resolve; the request is refused, never downgraded to anonymous. */
public final class InvalidCredentials extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The error codes of RFC 6750, section 3.1, that apply. */
    public enum Reason {
        /** None where one is needed; its challenge has no error code. */
        MISSING,
        /** More than one credential, or one where none may stand. */
        INVALID_REQUEST,
        /** Malformed, expired, of the wrong type, or not verifiable. */
        INVALID_TOKEN
    }

    private final Reason reason;

    public InvalidCredentials(Reason reason) {
        // Without message, cause and trace: nothing of the credential is kept, and a flood of bad ones stays cheap.
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
