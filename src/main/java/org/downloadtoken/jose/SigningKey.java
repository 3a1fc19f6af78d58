package org.downloadtoken.jose;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWS;
import java.util.Base64;
import java.util.Optional;

/**
 * A key that signs.
 *
 * @param kid its key id; empty for the secret that is shared with the catalog
 * @param jwk the private key (RFC 7517)
 */
public record SigningKey(Optional<String> kid, Algorithm algorithm, JsonObject jwk) {
    private static final byte[] PROBE = {1, 2, 3};

    /** Rejects a private key whose public key does not verify what it signs. Sets {@code alg}, {@code use} and {@code kid}. */
    public SigningKey {
        jwk = jwk.copy().put("alg", algorithm.joseName()).put("use", "sig");
        if (kid.isPresent()) {
            jwk.put("kid", kid.get());
        }
        JWS jws = new JWS(new JWK(jwk));
        if (!jws.verify(jws.sign(PROBE), PROBE)) {
            throw new UnusableKeyException("its public key does not fit its private key");
        }
    }

    /** The secret that is shared with the catalog. */
    public static SigningKey sharedSecret(String secret) {
        String k = Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8));
        JsonObject jwk = new JsonObject().put("kty", KeyType.OCT.kty()).put("k", k);
        return new SigningKey(Optional.empty(), Algorithm.HS256, jwk);
    }

    /** Whether the key has a public key. An HMAC secret has none: who can verify with it can also sign. */
    public boolean isPublishable() {
        return algorithm != Algorithm.HS256;
    }

    /** The public key, as others verify with it. */
    public JsonObject publicJwk() {
        JsonObject published = new JsonObject();
        kid.ifPresent(id -> published.put("kid", id));
        published.put("use", "sig");
        return published.mergeIn(JwkParser.publicKey(jwk));
    }

    /** The key as this service verifies with it. */
    public KeySet.Entry verification() {
        return new KeySet.Entry(kid, algorithm, isPublishable() ? publicJwk() : jwk);
    }

    @Override
    public String toString() {
        return kid.orElse("shared secret") + " (" + algorithm.joseName() + ")";
    }
}
