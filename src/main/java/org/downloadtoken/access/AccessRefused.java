package org.downloadtoken.access;

import org.downloadtoken.access.policy.AccessDecision;

/** An {@link AccessDecision.Refused} as a failure, which ends the way of a request. */
public final class AccessRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final AccessDecision.Refused reason;

    AccessRefused(AccessDecision.Refused reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public AccessDecision.Refused reason() {
        return reason;
    }
}
