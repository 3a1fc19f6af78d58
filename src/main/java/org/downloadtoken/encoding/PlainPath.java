package org.downloadtoken.encoding;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path that every server reads alike. It has no empty segment, no dot segment, no percent-escape, no parameter after a
 * semicolon and no backslash, so no server decodes or normalizes it to another path.
 *
 * @param segments at least one
 */
public record PlainPath(List<String> segments) {
    private static final String SEGMENT = "(?!\\.{1,2}(?:/|\\z))[A-Za-z0-9._~@+=,-]++";
    private static final Pattern PATH = Pattern.compile("(?:/" + SEGMENT + ")++");
    private static final Pattern ONE_SEGMENT = Pattern.compile(SEGMENT);

    /** Parses a path with a slash at its start; empty if it is not plain. */
    public static Optional<PlainPath> parse(String path) {
        return PATH.matcher(path).matches()
                ? Optional.of(new PlainPath(List.of(path.substring(1).split("/", -1))))
                : Optional.empty();
    }

    /** Whether the text can be a segment of a plain path. */
    public static boolean isSegment(String text) {
        return ONE_SEGMENT.matcher(text).matches();
    }
}
