package org.downloadtoken.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.downloadtoken.demo.DemoSession;
import org.downloadtoken.demo.DemoUser;

/** Creates sessions, and decodes tokens as strictly as the catalog: only HS256, no leeway, no audience. */
public final class Tokens {
    private Tokens() {}

    public static String session(DemoUser user) {
        return session(user.id());
    }

    public static String session(UUID userId) {
        return DemoSession.jwt(RunningService.SECRET, userId, Duration.ofMinutes(5));
    }

    /** A session that another secret signs. */
    public static String session(String secret, DemoUser user) {
        return DemoSession.jwt(secret, user.id(), Duration.ofMinutes(5));
    }

    /** A session of the analyst with changed claims. */
    public static String session(UnaryOperator<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject(DemoUser.ANALYST.id().toString())
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
        return DemoSession.sign(
                RunningService.SECRET,
                new JWSHeader(JWSAlgorithm.HS256),
                change.apply(claims).build());
    }

    public static JWTClaimsSet decode(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                    || !jwt.verify(new MACVerifier(RunningService.SECRET))) {
                throw new AssertionError("not signed by HS256 with the shared secret");
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Instant now = Instant.now();
            if (!claims.getExpirationTime().toInstant().isAfter(now)
                    || claims.getIssueTime().toInstant().isAfter(now)
                    || !claims.getAudience().isEmpty()) {
                throw new AssertionError("not current, or for an audience: " + claims);
            }
            return claims;
        } catch (ParseException | JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
