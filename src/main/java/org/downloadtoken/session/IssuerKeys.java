package org.downloadtoken.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.downloadtoken.jose.Algorithm;
import org.downloadtoken.jose.JwkParser;
import org.downloadtoken.jose.KeyFile;
import org.downloadtoken.jose.KeySet;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.jose.pem.PemParser;

/** Reads the public key of another issuer of sessions from a PEM file. */
final class IssuerKeys {
    private IssuerKeys() {}

    /**
     * The key in the file. It verifies every session, whatever key id the session names.
     *
     * @throws UnusableKeyException if the key cannot be used, or its algorithm is not allowed
     */
    static KeySet pem(Path file, Set<Algorithm> allowed) {
        String pem = new String(KeyFile.read(file), UTF_8);
        try {
            JsonObject jwk = PemParser.publicKey(pem);
            Algorithm algorithm = JwkParser.algorithm(jwk);
            if (!allowed.contains(algorithm)) {
                throw new UnusableKeyException("its algorithm " + algorithm.joseName() + " is not among those allowed");
            }
            return new KeySet(List.of(new KeySet.Entry(Optional.empty(), algorithm, jwk)), false);
        } catch (UnusableKeyException e) {
            throw e.in(file);
        }
    }
}
