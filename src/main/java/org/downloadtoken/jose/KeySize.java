package org.downloadtoken.jose;

/** The smallest keys that are accepted (RFC 7518, sections 3.2 and 3.3). */
public final class KeySize {
    public static final int MIN_HMAC_SECRET_BYTES = 32;
    static final int MIN_RSA_BITS = 2048;

    private KeySize() {}

    static void requireRsa(int bits) {
        require("n of an RSA key", bits, MIN_RSA_BITS);
    }

    static void requireHmac(int bytes) {
        require("k of an HMAC key", bytes * Byte.SIZE, MIN_HMAC_SECRET_BYTES * Byte.SIZE);
    }

    private static void require(String member, int bits, int minimum) {
        if (bits < minimum) {
            throw new UnusableKeyException(member + " must have at least " + minimum + " bits, but has " + bits);
        }
    }
}
