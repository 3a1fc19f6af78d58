package org.downloadtoken.download.storage;

import java.util.List;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.failure.UnservableCause;

/** The key of a managed file: a relative path whose segments are plain names. */
record StorageKey(List<String> segments) {
    /**
     * Parses a key.
     *
     * @throws RequestFailure if the key is absolute, or a segment is empty, "." or "..", or has a backslash or control
     *     character
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
            throw UnservableAssetException.failure(
                    UnservableCause.INVALID_KEY,
                    key,
                    "it is absolute, or a segment is empty, . or .., or has a backslash or control character");
        }
        return new StorageKey(segments);
    }

    @Override
    public String toString() {
        return String.join("/", segments);
    }
}
