package org.downloadtoken.jose;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWS;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * A key that can sign.
 *
 * @param kid its id; empty for the secret that is shared with the catalog
 * @param jwk the key itself with its private half (RFC 7517)
 */
public record SigningKey(Optional<String> kid, Algorithm algorithm, JsonObject jwk) {
    private static final byte[] PROBE = {1, 2, 3};

    /** The members of a key that are public (RFC 7518, section 6; RFC 8037, section 2). */
    private static final Set<String> PUBLIC_MEMBERS = Set.of("kty", "n", "e", "crv", "x", "y");

    /** Takes a key whose halves fit each other; the members beside those of its type are replaced. */
    public SigningKey {
        jwk = jwk.copy().put("alg", algorithm.joseName()).put("use", "sig");
        if (kid.isPresent()) {
            jwk.put("kid", kid.get());
        }
        JWS jws = new JWS(new JWK(jwk));
        if (!jws.verify(jws.sign(PROBE), PROBE)) {
            throw new UnusableKeyException("its public half does not fit its private one");
        }
    }

    public static SigningKey shared(String secret) {
        String k = Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        return new SigningKey(
                Optional.empty(),
                Algorithm.HS256,
                new JsonObject().put("kty", "oct").put("k", k));
    }

    /** A secret key has no public half: nobody else can verify what it signs. */
    public boolean isPublishable() {
        return algorithm != Algorithm.HS256;
    }

    /** What others verify with. */
    public JsonObject publicJwk() {
        JsonObject published = new JsonObject();
        kid.ifPresent(id -> published.put("kid", id));
        published.put("use", "sig").put("alg", algorithm.joseName());
        jwk.fieldNames().stream()
                .filter(PUBLIC_MEMBERS::contains)
                .forEach(name -> published.put(name, jwk.getValue(name)));
        return published;
    }

    /** What this service verifies with. */
    public KeySet.Entry verification() {
        return new KeySet.Entry(kid, algorithm, isPublishable() ? publicJwk() : jwk);
    }

    @Override
    public String toString() {
        return kid.orElse("shared secret") + " (" + algorithm.joseName() + ")";
    }
}
