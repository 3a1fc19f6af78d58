package org.downloadtoken.jose;

import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWS;
import java.security.interfaces.RSAPublicKey;

/** Verifies signatures with one key. One instance per event loop, since Vert.x takes a lock to verify. */
final class VerificationKey {
    private final Algorithm algorithm;
    private final JWS jws;
    private final int signatureBytes;

    VerificationKey(KeySet.Entry entry) {
        JWK jwk = new JWK(entry.jwk());
        this.algorithm = entry.algorithm();
        this.jws = new JWS(jwk);
        this.signatureBytes = jwk.publicKey() instanceof RSAPublicKey rsa
                ? (rsa.getModulus().bitLength() + 7) / 8
                : algorithm.signatureBytes();
    }

    Algorithm algorithm() {
        return algorithm;
    }

    /** Accepts a signature of the exact length only: Vert.x pads a short one, and accepts DER for ES256. */
    boolean verifies(byte[] signature, byte[] signed) {
        return signature.length == signatureBytes && jws.verify(signature, signed);
    }
}
