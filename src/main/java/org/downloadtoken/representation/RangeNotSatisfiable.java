package org.downloadtoken.representation;

/** The file has none of the bytes that were asked for (RFC 9110, section 15.5.17). */
public final class RangeNotSatisfiable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long size;

    RangeNotSatisfiable(long size) {
        super("range not satisfiable", null, false, false);
        this.size = size;
    }

    /** The size of the file, in bytes. */
    public long size() {
        return size;
    }
}
