package org.downloadtoken.representation;

/** The file is not the one that the request asks for (RFC 9110, section 13). */
public final class PreconditionFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PreconditionFailed() {
        super("precondition failed", null, false, false);
    }
}
