package org.downloadtoken.session;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.impl.jose.JWK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.downloadtoken.jose.Algorithm;
import org.downloadtoken.jose.JwkParser;
import org.downloadtoken.jose.KeySet;
import org.downloadtoken.jose.PublicPem;
import org.downloadtoken.jose.StrictJson;
import org.downloadtoken.jose.UnusableKeyException;

/** Reads the public keys of another issuer of sessions. */
public final class IssuerKeys {
    private IssuerKeys() {}

    /**
     * The one key in a PEM file, whatever id a token names.
     *
     * @throws UnusableKeyException if it cannot be used, or not with these algorithms
     */
    public static KeySet pem(Path file, Set<Algorithm> allowed) {
        try {
            JsonObject jwk = PublicPem.toJwk(Files.readString(file));
            Algorithm algorithm = JwkParser.algorithm(jwk);
            if (!allowed.contains(algorithm)) {
                throw new UnusableKeyException("its algorithm " + algorithm.joseName() + " is not among those allowed");
            }
            return new KeySet(List.of(new KeySet.Entry(Optional.empty(), algorithm, jwk)), false);
        } catch (UnusableKeyException e) {
            throw new UnusableKeyException(file + ": " + e.getMessage());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new UnusableKeyException(file + ": not a key that can be read");
        }
    }

    /**
     * Those keys of a JWK set (RFC 7517, section 5) that can be used; others, such as those for encryption, may stand in it.
     *
     * @throws UnusableKeyException if there is none
     */
    static KeySet jwks(byte[] document, Set<Algorithm> allowed) {
        List<KeySet.Entry> entries = new ArrayList<>();
        try {
            if (StrictJson.object(document).getValue("keys") instanceof JsonArray keys) {
                keys.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .forEach(jwk -> entry(jwk, allowed).ifPresent(entries::add));
            }
        } catch (IllegalArgumentException e) {
            throw new UnusableKeyException("it is no JWK set");
        }
        if (entries.isEmpty()) {
            throw new UnusableKeyException("it has no key that can be used");
        }
        return new KeySet(entries, false);
    }

    private static Optional<KeySet.Entry> entry(JsonObject jwk, Set<Algorithm> allowed) {
        try {
            Algorithm algorithm = JwkParser.algorithm(jwk);
            if (!allowed.contains(algorithm) || !(jwk.getValue("kid") instanceof String kid)) {
                return Optional.empty();
            }
            JsonObject half = JwkParser.publicHalf(jwk);
            half.put("alg", algorithm.joseName());
            new JWK(half); // is it a point of its curve
            return Optional.of(new KeySet.Entry(Optional.of(kid), algorithm, half));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
