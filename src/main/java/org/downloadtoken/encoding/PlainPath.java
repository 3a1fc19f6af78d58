package org.downloadtoken.encoding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path that every server reads alike. It has no empty segment, no dot segment, no percent-escape, no parameter after a
 * semicolon and no backslash, so no server decodes or normalizes it to another path.
 *
 * @param segments at least one
 */
public record PlainPath(List<String> segments) {
    private static final int ASCII = 128;
    private static final boolean[] IN_SEGMENT = new boolean[ASCII];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~@+=,-"
                .chars()
                .forEach(allowed -> IN_SEGMENT[allowed] = true);
    }

    /** Parses a path with a slash at its start; empty if it is not plain. A regular expression costs ten times as much. */
    public static Optional<PlainPath> parse(String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        List<String> segments = new ArrayList<>();
        for (int start = 1; start <= path.length(); ) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            String segment = path.substring(start, end);
            if (!isSegment(segment)) {
                return Optional.empty();
            }
            segments.add(segment);
            start = end + 1;
        }
        return segments.isEmpty() || path.endsWith("/") ? Optional.empty() : Optional.of(new PlainPath(segments));
    }

    /** Whether the text can be a segment of a plain path. */
    public static boolean isSegment(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter >= ASCII || !IN_SEGMENT[letter]) {
                return false;
            }
        }
        return !text.isEmpty() && !text.equals(".") && !text.equals("..");
    }
}
