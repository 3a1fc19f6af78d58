package org.downloadtoken.jose;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.downloadtoken.encoding.StrictJson;

/** Parses a JWK set (RFC 7517, section 5) that another issuer publishes. */
public final class JwkSetParser {
    private JwkSetParser() {}

    /**
     * The keys that verify with one of these algorithms. Other keys are skipped: the set may hold keys for encryption.
     *
     * @throws UnusableKeyException if the document is not a JWK set, or has no such key
     */
    public static KeySet parse(byte[] document, Set<Algorithm> allowed) {
        List<KeySet.Entry> entries = keys(document).stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .flatMap(jwk -> entry(jwk, allowed).stream())
                .distinct() // some issuers list a key twice
                .toList();
        if (entries.isEmpty()) {
            throw new UnusableKeyException("the JWK set has no key that can be used");
        }
        return new KeySet(entries, false);
    }

    private static JsonArray keys(byte[] document) {
        try {
            if (StrictJson.object(document).getValue("keys") instanceof JsonArray keys) {
                return keys;
            }
        } catch (IllegalArgumentException e) {
            // not a JSON object
        }
        throw new UnusableKeyException("the document is not a JWK set");
    }

    private static Optional<KeySet.Entry> entry(JsonObject jwk, Set<Algorithm> allowed) {
        try {
            Algorithm algorithm = JwkParser.algorithm(jwk);
            if (!allowed.contains(algorithm)) {
                return Optional.empty();
            }
            KeySet.Entry entry = new KeySet.Entry(kid(jwk), algorithm, JwkParser.publicKey(jwk));
            new VerificationKey(entry); // fails for a key that the JDK rejects
            return Optional.of(entry);
        } catch (RuntimeException e) {
            return Optional.empty(); // the JDK rejects a bad key with almost any exception
        }
    }

    /** RFC 7517, section 4.5: the member is optional, and a string. */
    private static Optional<String> kid(JsonObject jwk) {
        if (jwk.getValue("kid") instanceof String kid) {
            return Optional.of(kid);
        }
        if (jwk.getValue("kid") != null) {
            throw new UnusableKeyException("its kid must be a string");
        }
        return Optional.empty();
    }
}
