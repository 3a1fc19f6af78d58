package org.downloadtoken.access.wire;

import java.util.Optional;

/**
 * The versions of the wire format that a member of the cluster understands. Two members use the newest that both do. So one
 * version after the other can be rolled out, if each understands the one before it.
 *
 * @param oldest at least 1
 * @param newest at least oldest, and at most 255
 */
public record WireVersions(int oldest, int newest) {
    /** Those of this build. A change of the format needs a new version; the one before it stays. */
    public static final WireVersions SUPPORTED = new WireVersions(1, 1);

    public WireVersions {
        if (oldest < 1 || newest < oldest || newest > 255) {
            throw new IllegalArgumentException(
                    "versions must be within 1 to 255, in this order: " + oldest + ", " + newest);
        }
    }

    /** Such as "1 to 2". */
    @Override
    public String toString() {
        return oldest + " to " + newest;
    }

    /** The newest version that both understand. */
    public Optional<Integer> common(WireVersions other) {
        int version = Math.min(newest, other.newest);
        return version >= Math.max(oldest, other.oldest) ? Optional.of(version) : Optional.empty();
    }
}
