package org.downloadtoken.access.wire;

/**
 * Thrown if a message does not have the wire format, or does not answer its requests. The text names the value and what is
 * allowed. It quotes no text and no key.
 */
public final class MalformedMessageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    MalformedMessageException(String problem) {
        super(problem);
    }
}
