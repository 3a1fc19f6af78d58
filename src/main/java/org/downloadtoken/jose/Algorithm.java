package org.downloadtoken.jose;

import java.util.Arrays;
import java.util.Optional;

/** The signature algorithms that are known here (RFC 7518, section 3.1; RFC 8037, section 3.1). */
public enum Algorithm {
    HS256("HS256", "oct", 32),
    RS256("RS256", "RSA", 0),
    ES256("ES256", "EC", 64),
    EDDSA("EdDSA", "OKP", 64);

    private final String joseName;
    private final String keyType;
    private final int signatureBytes;

    Algorithm(String joseName, String keyType, int signatureBytes) {
        this.joseName = joseName;
        this.keyType = keyType;
        this.signatureBytes = signatureBytes;
    }

    /** As in the header {@code alg}. */
    public String joseName() {
        return joseName;
    }

    /** As in the {@code kty} of a key. */
    public String keyType() {
        return keyType;
    }

    /** Of what length each signature is, in bytes; 0 where that depends on the key. */
    int signatureBytes() {
        return signatureBytes;
    }

    public static Optional<Algorithm> named(String joseName) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.joseName.equals(joseName))
                .findFirst();
    }

    /** The one algorithm for which a key of this type is used here. */
    public static Optional<Algorithm> ofKeyType(String keyType) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.keyType.equals(keyType))
                .findFirst();
    }
}
