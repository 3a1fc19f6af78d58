package org.downloadtoken.token;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.downloadtoken.jose.KeySet;
import org.downloadtoken.jose.SigningKey;

/**
 * The keys of download tokens: one signs, all verify. It never changes; a new ring takes its place.
 *
 * @param verification what verifies; the same object as long as the ring is the same
 * @param jwks the public halves, as a JWK set (RFC 7517, section 5)
 */
public record KeyRing(SigningKey signing, KeySet verification, Buffer jwks) {
    /** Of the secret that is shared with the catalog: tokens name no key, and nothing is published. */
    public static KeyRing shared(String secret) {
        SigningKey key = SigningKey.shared(secret);
        return new KeyRing(key, new KeySet(List.of(key.verification()), false), jwks(List.of()));
    }

    /** Of named keys; a token has to name the one that signed it. */
    static KeyRing of(List<SigningKey> keys, SigningKey signing) {
        return new KeyRing(
                signing, new KeySet(keys.stream().map(SigningKey::verification).toList(), true), jwks(keys));
    }

    private static Buffer jwks(List<SigningKey> keys) {
        JsonArray published = new JsonArray();
        keys.stream()
                .filter(SigningKey::isPublishable)
                .map(SigningKey::publicJwk)
                .forEach(published::add);
        return new JsonObject().put("keys", published).toBuffer();
    }

    @Override
    public String toString() {
        return "signs with " + signing + ", verifies with " + verification.entries();
    }
}
