package org.downloadtoken.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A signed JWT in the JWS compact serialization (RFC 7515, section 7.1): the header, the claims and the signature, each in
 * unpadded base64url, with a dot between them.
 */
final class CompactJwt {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /** The value of each character of base64url; -1 for all others. */
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int value = 0; value < ALPHABET.length(); value++) {
            VALUES[ALPHABET.charAt(value)] = (byte) value;
        }
    }

    private final byte[] text;
    private final int headerEnd;
    private final int claimsEnd;

    private CompactJwt(byte[] text, int headerEnd, int claimsEnd) {
        this.text = text;
        this.headerEnd = headerEnd;
        this.claimsEnd = claimsEnd;
    }

    /**
     * Finds the three segments; empty unless there are exactly three, none is empty, all consist of base64url, and the
     * signature is canonical. The segments are not decoded.
     */
    static Optional<CompactJwt> parse(String token) {
        byte[] text = token.getBytes(US_ASCII); // any other character becomes a question mark, which is rejected
        int headerEnd = segmentEnd(text, 0);
        int claimsEnd = segmentEnd(text, headerEnd + 1);
        int end = segmentEnd(text, claimsEnd + 1);
        boolean three = isDotAfter(text, 0, headerEnd) && isDotAfter(text, headerEnd + 1, claimsEnd);
        return three && end == text.length && isCanonical(text, claimsEnd + 1)
                ? Optional.of(new CompactJwt(text, headerEnd, claimsEnd))
                : Optional.empty();
    }

    /** The header as it was sent. */
    String encodedHeader() {
        return new String(text, 0, headerEnd, US_ASCII);
    }

    /**
     * The header.
     *
     * @throws IllegalArgumentException if the length of the segment is impossible in base64url
     */
    byte[] header() {
        return decode(0, headerEnd);
    }

    /**
     * The claims.
     *
     * @throws IllegalArgumentException if the length of the segment is impossible in base64url
     */
    byte[] claims() {
        return decode(headerEnd + 1, claimsEnd);
    }

    /** The signature. */
    byte[] signature() {
        return decode(claimsEnd + 1, text.length);
    }

    /** What the signature signs: the header and the claims as they were sent. */
    byte[] signed() {
        return Arrays.copyOf(text, claimsEnd);
    }

    private byte[] decode(int start, int end) {
        return Base64.getUrlDecoder().decode(Arrays.copyOfRange(text, start, end));
    }

    /** The first position from here on that has no character of base64url. */
    private static int segmentEnd(byte[] text, int start) {
        int end = start;
        while (end < text.length && VALUES[text[end]] >= 0) {
            end++;
        }
        return end;
    }

    private static boolean isDotAfter(byte[] text, int start, int end) {
        return end > start && end < text.length && text[end] == '.';
    }

    /**
     * RFC 4648, section 3.5: the last character of the signature has no bits that decoding drops. Without this check,
     * several tokens decode to the same signature. Also rejects an empty signature, and one with a single character too many.
     */
    private static boolean isCanonical(byte[] text, int start) {
        int length = text.length - start;
        if (length <= 0) {
            return false;
        }
        int last = VALUES[text[text.length - 1]];
        return switch (length % 4) {
            case 0 -> true;
            case 2 -> (last & 0b1111) == 0;
            case 3 -> (last & 0b11) == 0;
            default -> false;
        };
    }
}
