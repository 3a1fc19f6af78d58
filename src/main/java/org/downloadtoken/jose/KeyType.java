package org.downloadtoken.jose;

import java.util.List;
import java.util.Optional;

/**
 * The types of keys, with the members and the curve of their JWKs (RFC 7518, section 6; RFC 8037, section 2). Beside these
 * members, a JWK has {@code kty} and may have {@code kid}, {@code use} and {@code alg}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists come from List.of
public enum KeyType {
    OCT("oct", Optional.empty(), List.of(), List.of("k")),
    RSA("RSA", Optional.empty(), List.of("n", "e"), List.of("d", "p", "q", "dp", "dq", "qi")),
    EC("EC", Optional.of("P-256"), List.of("crv", "x", "y"), List.of("d")),
    OKP("OKP", Optional.of("Ed25519"), List.of("crv", "x"), List.of("d"));

    private final String kty;
    private final Optional<String> curve;
    private final List<String> publicMembers;
    private final List<String> privateMembers;

    KeyType(String kty, Optional<String> curve, List<String> publicMembers, List<String> privateMembers) {
        this.kty = kty;
        this.curve = curve;
        this.publicMembers = publicMembers;
        this.privateMembers = privateMembers;
    }

    /** The value of {@code kty}. */
    public String kty() {
        return kty;
    }

    /** The only value of {@code crv} that is accepted. */
    public Optional<String> curve() {
        return curve;
    }

    /** The members that may be published. */
    List<String> publicMembers() {
        return publicMembers;
    }

    /** The members that only the signer may know. */
    List<String> privateMembers() {
        return privateMembers;
    }
}
