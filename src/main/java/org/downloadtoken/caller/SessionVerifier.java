package org.downloadtoken.caller;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWT;
import java.security.SignatureException;
import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;
import org.downloadtoken.caller.InvalidCredentials.Reason;

/**
 * Verifies session JWTs (RFC 7519) as the catalog issues them: HS256 with the shared secret, with {@code exp}, with a
 * UUID as {@code sub}. One instance a verticle: the library's verification takes a lock.
 */
public final class SessionVerifier {
    private static final String ALGORITHM = "HS256";
    private static final int MAX_LENGTH = 4096;

    /** Exactly three segments: the library drops trailing dots and would verify {@code t.} as {@code t}. */
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private static final Pattern USER_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final JWT jwt = new JWT();
    private final Clock clock;

    public SessionVerifier(String secret, Clock clock) {
        this.clock = clock;
        jwt.addJWK(new JWK(new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(secret)));
        if (jwt.isUnsecure()) {
            throw new IllegalStateException("Without a key the library would accept unsigned tokens");
        }
    }

    /**
     * Verifies signature, algorithm, times and type; what the catalog knows of the user is not checked here.
     *
     * @throws InvalidCredentials whatever it is that does not hold
     */
    public Caller.SessionUser verify(String token) {
        if (token.length() > MAX_LENGTH || !COMPACT.matcher(token).matches()) {
            throw new InvalidCredentials(Reason.INVALID_TOKEN);
        }
        try {
            JsonObject decoded = jwt.decode(token, true, null);
            JsonObject header = decoded.getJsonObject("header");
            JsonObject claims = decoded.getJsonObject("payload");
            require(ALGORITHM.equals(header.getValue("alg")));
            require(!header.containsKey("crit")); // RFC 7515, section 4.1.11: no extension is understood here
            require(!"download".equals(claims.getValue("typ")));
            require(!claims.containsKey("aud")); // meant for somebody else; PyJWT refuses it likewise
            requireCurrent(claims);
            return new Caller.SessionUser(
                    userId(claims),
                    tokenVersion(claims),
                    claims.getValue("iat") instanceof Number iat ? iat.doubleValue() : 0);
        } catch (SignatureException | RuntimeException e) {
            // The library answers a bad token with almost any exception, and quotes it in the message.
            throw new InvalidCredentials(Reason.INVALID_TOKEN);
        }
    }

    /** RFC 7519, sections 4.1.4 to 4.1.6, without leeway, as PyJWT does. */
    private void requireCurrent(JsonObject claims) {
        double now = clock.millis() / 1000.0;
        require(claims.getValue("exp") instanceof Number exp && exp.doubleValue() > now);
        if (claims.containsKey("nbf")) {
            require(claims.getValue("nbf") instanceof Number nbf && nbf.doubleValue() <= now);
        }
        if (claims.getValue("iat") instanceof Number iat) {
            require(iat.doubleValue() <= now);
        }
    }

    private static UUID userId(JsonObject claims) {
        require(claims.getValue("sub") instanceof String);
        String subject = claims.getString("sub");
        require(USER_ID.matcher(subject).matches());
        return UUID.fromString(subject);
    }

    private static double tokenVersion(JsonObject claims) {
        if (!claims.containsKey("token_version")) {
            return 0;
        }
        require(claims.getValue("token_version") instanceof Number);
        return claims.getNumber("token_version").doubleValue();
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new InvalidCredentials(Reason.INVALID_TOKEN);
        }
    }
}
