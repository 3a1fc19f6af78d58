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

    /** The value of each hexadecimal digit; -1 for all other characters. */
    private static final byte[] DIGITS = new byte[128];

    static {
        for (char c = 0; c < DIGITS.length; c++) {
            DIGITS[c] = (byte) Character.digit(c, 16);
        }
    }

    private CanonicalUuid() {}

    /** Parses the canonical text; empty for any other text. */
    public static Optional<UUID> parse(@Nullable String text) {
        if (text == null || text.length() != LENGTH || !hasDashes(text)) {
            return Optional.empty();
        }
        long a = digits(text, 0, 8);
        long b = digits(text, 9, 13);
        long c = digits(text, 14, 18);
        long d = digits(text, 19, 23);
        long e = digits(text, 24, LENGTH);
        return (a | b | c | d | e) < 0 ? Optional.empty() : Optional.of(new UUID(a << 32 | b << 16 | c, d << 48 | e));
    }

    private static boolean hasDashes(String text) {
        return text.charAt(8) == '-' && text.charAt(13) == '-' && text.charAt(18) == '-' && text.charAt(23) == '-';
    }

    /** The value of up to 12 hexadecimal digits; negative if a character is not a hexadecimal digit. */
    private static long digits(String text, int start, int end) {
        long value = 0;
        long invalid = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            int digit = c < DIGITS.length ? DIGITS[c] : -1;
            invalid |= digit;
            value = value << 4 | (digit & 0xf);
        }
        return invalid < 0 ? -1 : value;
    }
}
