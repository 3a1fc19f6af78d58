package org.downloadtoken.access;

/** An {@link AccessAnswer.Refused} as a failure, which ends the way of a request. */
public final class AccessRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final AccessAnswer.Refused reason;

    AccessRefused(AccessAnswer.Refused reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public AccessAnswer.Refused reason() {
        return reason;
    }
}
