package org.downloadtoken.jose;

import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWS;
import java.security.interfaces.RSAPublicKey;

/** Verifies signatures with one key. One instance per event loop, since Vert.x takes a lock to verify. */
final class VerificationKey {
    private final KeySet.Entry entry;
    private final JWS jws;
    private final int signatureBytes;

    VerificationKey(KeySet.Entry entry) {
        JWK jwk = new JWK(entry.jwk());
        this.entry = entry;
        this.jws = new JWS(jwk);
        this.signatureBytes = jwk.publicKey() instanceof RSAPublicKey rsa
                ? (rsa.getModulus().bitLength() + 7) / 8
                : entry.algorithm().signatureBytes();
    }

    KeySet.Entry entry() {
        return entry;
    }

    /** Accepts a signature of the exact length only: Vert.x pads a short one, and accepts DER for ES256. */
    boolean verifies(byte[] signature, byte[] signed, SignatureBudget budget) {
        if (signature.length != signatureBytes) {
            return false;
        }
        if (entry.algorithm() == Algorithm.HS256) {
            return matches(signature, signed);
        }
        budget.take();
        boolean matches = matches(signature, signed);
        if (matches) {
            budget.giveBack();
        }
        return matches;
    }

    private boolean matches(byte[] signature, byte[] signed) {
        try {
            return jws.verify(signature, signed);
        } catch (RuntimeException e) {
            return false; // the JDK and Vert.x reject a bad signature with almost any exception
        }
    }
}
