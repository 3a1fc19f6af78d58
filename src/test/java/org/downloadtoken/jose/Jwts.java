package org.downloadtoken.jose;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** JWTs from raw JSON, so that a test can build what no library would build. */
final class Jwts {
    static final String SECRET = "0123456789abcdef0123456789abcdef";
    static final String HS256 = "{\"alg\":\"HS256\"}";
    static final long NOW = 1_767_225_600; // 2026-01-01T00:00:00Z

    private Jwts() {}

    static JsonObject claims() {
        return new JsonObject().put("sub", "a").put("iat", NOW).put("exp", NOW + 60);
    }

    /** At {@link #NOW}, with a leeway in seconds. */
    static TimeClaims validity(int leeway) {
        return new TimeClaims(Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC), Duration.ofSeconds(leeway));
    }

    static String hs256(String header, String claims) {
        return hs256(base64url(header) + "." + base64url(claims), SECRET.getBytes(UTF_8));
    }

    static String hs256(String signed, byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return signed + "." + base64url(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(String header, PrivateKey key, String algorithm) {
        String signed = base64url(header) + "." + base64url(claims().encode());
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + base64url(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64url(String text) {
        return base64url(text.getBytes(UTF_8));
    }

    static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
