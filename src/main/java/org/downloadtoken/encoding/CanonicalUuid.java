package org.downloadtoken.encoding;

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
        return text != null && isCanonical(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    private static boolean isCanonical(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? text.charAt(i) != '-' : !isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHexDigit(char digit) {
        return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f') || (digit >= 'A' && digit <= 'F');
    }
}
