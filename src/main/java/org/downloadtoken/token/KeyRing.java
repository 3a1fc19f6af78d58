package org.downloadtoken.token;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.downloadtoken.jose.KeySet;
import org.downloadtoken.jose.SigningKey;

/**
 * The keys of download tokens: one signs, all verify. A key ring never changes; a new one replaces it.
 *
 * @param verification the keys that verify; the same object as long as the key ring is the same
 * @param jwks the public keys, as a JWK set (RFC 7517, section 5)
 */
public record KeyRing(SigningKey signing, KeySet verification, Buffer jwks) {
    /** The secret that is shared with the catalog. Tokens name no key, and no key is published. */
    public static KeyRing shared(String secret) {
        return new KeyRing(SigningKey.sharedSecret(secret), KeySet.sharedSecret(secret), jwks(List.of()));
    }

    /** Keys with an id. A token must name the key that signed it. */
    static KeyRing of(List<SigningKey> keys, SigningKey signing) {
        List<KeySet.Entry> entries = keys.stream().map(SigningKey::verification).toList();
        return new KeyRing(signing, new KeySet(entries, true), jwks(keys));
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
