package org.downloadtoken.jose;

import java.util.Arrays;
import java.util.Optional;

/** The signature algorithms that this service supports (RFC 7518, section 3.1; RFC 8037, section 3.1). */
public enum Algorithm {
    HS256("HS256", KeyType.OCT, 32),
    RS256("RS256", KeyType.RSA, 0),
    ES256("ES256", KeyType.EC, 64),
    EDDSA("EdDSA", KeyType.OKP, 64);

    private final String joseName;
    private final KeyType keyType;
    private final int signatureBytes;

    Algorithm(String joseName, KeyType keyType, int signatureBytes) {
        this.joseName = joseName;
        this.keyType = keyType;
        this.signatureBytes = signatureBytes;
    }

    /** The value of {@code alg}. */
    public String joseName() {
        return joseName;
    }

    KeyType keyType() {
        return keyType;
    }

    /** The length of a signature in bytes; 0 if it depends on the key. */
    int signatureBytes() {
        return signatureBytes;
    }

    public static Optional<Algorithm> named(String joseName) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.joseName.equals(joseName))
                .findFirst();
    }

    /** The only algorithm that a key with this {@code kty} is used with. */
    static Optional<Algorithm> ofKeyType(String kty) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.keyType.kty().equals(kty))
                .findFirst();
    }
}
