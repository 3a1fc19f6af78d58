package org.downloadtoken.jose;

import java.math.BigInteger;
import java.util.Base64;

/** How numbers stand in a JWK (RFC 7518, section 2). */
final class JwkValues {
    private JwkValues() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Base64urlUInt. */
    static String unsigned(BigInteger number) {
        return fixed(number, (number.bitLength() + 7) / 8);
    }

    /** With zeros before it, in so many bytes. */
    static String fixed(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        int sign = bytes.length > length ? bytes.length - length : 0;
        byte[] padded = new byte[length];
        System.arraycopy(bytes, sign, padded, length - (bytes.length - sign), bytes.length - sign);
        return encode(padded);
    }
}
