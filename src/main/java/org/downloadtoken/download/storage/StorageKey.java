package org.downloadtoken.download.storage;

import java.util.List;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;

/** The name of a managed file: plain segments, relative to the root of the storage. */
record StorageKey(List<String> segments) {
    /**
     * Reads a key.
     *
     * @throws RequestFailure if it is absolute, or has a segment that means another place than its name says
     */
    static StorageKey of(String key) {
        List<String> segments = List.of(key.split("/", -1));
        boolean plain = segments.stream()
                .noneMatch(segment -> segment.isEmpty()
                        || segment.equals(".")
                        || segment.equals("..")
                        || segment.indexOf('\\') >= 0
                        || segment.chars().anyMatch(Character::isISOControl));
        if (!plain) {
            throw new RequestFailure(Failure.FILE_MISSING);
        }
        return new StorageKey(segments);
    }

    @Override
    public String toString() {
        return String.join("/", segments);
    }
}
