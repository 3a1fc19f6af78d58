package org.downloadtoken.access.wire;

/** A message of another node cannot be used. The text names the value and what is allowed. It quotes no text and no key. */
public final class MalformedMessageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    MalformedMessageException(String problem) {
        super(problem);
    }
}
