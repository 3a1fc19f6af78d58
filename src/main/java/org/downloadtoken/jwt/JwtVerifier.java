package org.downloadtoken.jwt;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWT;
import java.security.SignatureException;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Verifies JWTs (RFC 7519) as the catalog's own library does: HS256 with the shared secret, with {@code exp}, without
 * {@code aud}, without leeway. One instance a verticle: the library's verification takes a lock.
 */
public final class JwtVerifier {
    private static final String ALGORITHM = "HS256";
    private static final int MAX_LENGTH = 4096;

    /** Exactly three segments: the library drops trailing dots and would verify {@code t.} as {@code t}. */
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final JWT jwt = new JWT();
    private final Clock clock;

    public JwtVerifier(String secret, Clock clock) {
        this.clock = clock;
        jwt.addJWK(new JWK(new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(secret)));
        if (jwt.isUnsecure()) {
            throw new IllegalStateException("Without a key the library would accept unsigned tokens");
        }
    }

    /** The claims of a token that holds by shape, signature, algorithm and times; empty for any other. */
    public Optional<JsonObject> claims(String token) {
        if (token.length() > MAX_LENGTH || !COMPACT.matcher(token).matches() || !isCanonical(token)) {
            return Optional.empty();
        }
        try {
            JsonObject decoded = jwt.decode(token, true, null);
            JsonObject header = decoded.getJsonObject("header");
            JsonObject claims = decoded.getJsonObject("payload");
            boolean holds = ALGORITHM.equals(header.getValue("alg"))
                    && !header.containsKey("crit") // RFC 7515, section 4.1.11: no extension is understood here
                    && !claims.containsKey("aud") // meant for somebody else; PyJWT refuses it likewise
                    && isCurrent(claims);
            return holds ? Optional.of(claims) : Optional.empty();
        } catch (SignatureException | RuntimeException e) {
            // The library answers a bad token with almost any exception, and quotes it in the message.
            return Optional.empty();
        }
    }

    /** RFC 4648, section 3.5: else the last letter of a signature has several spellings, and a token as many. */
    private static boolean isCanonical(String token) {
        String signature = token.substring(token.lastIndexOf('.') + 1);
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(signature);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** RFC 7519, sections 4.1.4 to 4.1.6, without leeway, as PyJWT does. */
    private boolean isCurrent(JsonObject claims) {
        double now = clock.millis() / 1000.0;
        if (!(claims.getValue("exp") instanceof Number exp && exp.doubleValue() > now)) {
            return false;
        }
        if (claims.containsKey("nbf") && !(claims.getValue("nbf") instanceof Number nbf && nbf.doubleValue() <= now)) {
            return false;
        }
        return !(claims.getValue("iat") instanceof Number iat && iat.doubleValue() > now);
    }
}
