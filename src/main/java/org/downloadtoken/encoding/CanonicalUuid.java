package org.downloadtoken.encoding;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The canonical text of a UUID (RFC 9562, section 4): 32 hexadecimal digits of either case and four dashes. {@link
 * UUID#fromString} also accepts shorter text, so it is not a check.
 */
public final class CanonicalUuid {
    public static final int LENGTH = 36;

    private CanonicalUuid() {}

    /** Parses the canonical text; empty for any other text. */
    public static Optional<UUID> parse(@Nullable String text) {
        if (text == null || !isCanonical(text)) {
            return Optional.empty();
        }
        long high = digits(text, 0, 8) << 32 | digits(text, 9, 13) << 16 | digits(text, 14, 18);
        return Optional.of(new UUID(high, digits(text, 19, 23) << 48 | digits(text, 24, LENGTH)));
    }

    private static boolean isCanonical(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? text.charAt(i) != '-' : !HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static long digits(String text, int start, int end) {
        return HexFormat.fromHexDigitsToLong(text, start, end);
    }
}
