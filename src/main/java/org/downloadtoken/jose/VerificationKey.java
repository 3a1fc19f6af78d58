package org.downloadtoken.jose;

import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWS;
import java.security.interfaces.RSAPublicKey;

/** A key that verifies on one event loop; the library's verification takes a lock. */
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

    /** Of the very length alone: the library would pad a short signature, and take one in DER for ES256. */
    boolean verifies(byte[] signature, byte[] signed) {
        return signature.length == signatureBytes && jws.verify(signature, signed);
    }
}
