package org.downloadtoken.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import org.downloadtoken.testing.KeyFiles;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
    private static final JsonObject EC = json(KeyFiles.ec(Curve.P_256));

    @Test
    void publishedKeyHasNoPrivateMember() {
        SigningKey key = new SigningKey(Optional.of("a"), Algorithm.ES256, EC);

        assertEquals(
                Set.of("kid", "use", "alg", "kty", "crv", "x", "y"),
                key.publicJwk().fieldNames());
        assertEquals(key.publicJwk(), key.verification().jwk());
    }

    @Test
    void sharedSecretIsNotPublishedNorPrinted() {
        SigningKey key = SigningKey.sharedSecret(Jwts.SECRET);

        assertFalse(key.isPublishable());
        assertFalse(key.publicJwk().containsKey("k"));
        assertEquals("shared secret (HS256)", key.toString());
        assertEquals("- (HS256)", key.verification().toString());
    }

    @Test
    void publicKeyOfAnotherPrivateKeyIsRefused() {
        JsonObject another = json(KeyFiles.ec(Curve.P_256));
        JsonObject jwk = EC.copy().put("x", another.getString("x")).put("y", another.getString("y"));

        assertThrows(UnusableKeyException.class, () -> new SigningKey(Optional.of("a"), Algorithm.ES256, jwk));
    }

    private static JsonObject json(JWK key) {
        return new JsonObject(key.toJSONString());
    }
}
