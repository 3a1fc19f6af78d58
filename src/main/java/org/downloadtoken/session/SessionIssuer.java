package org.downloadtoken.session;

import java.time.Clock;
import java.util.function.Supplier;
import org.downloadtoken.jose.ExpectedIssuerAndAudience;
import org.downloadtoken.jose.JwtVerifier;
import org.downloadtoken.jose.KeySet;
import org.downloadtoken.jose.VerificationKeyResolver;

/**
 * The issuer whose session JWTs are accepted. All event loops share it.
 *
 * @param keys the keys that verify the sessions
 * @param unknownKid runs when a session names a key that is not in the set
 * @param expected the issuer and the audience that a session must name
 * @param userIdClaim the claim with the catalog's id of the user
 * @param versioned whether the sessions have a {@code token_version}, as the catalog's own sessions do
 */
public record SessionIssuer(
        Supplier<KeySet> keys,
        Runnable unknownKid,
        ExpectedIssuerAndAudience expected,
        String userIdClaim,
        boolean versioned) {

    /** A verifier for one event loop. */
    public SessionVerifier verifier(Clock clock) {
        return new SessionVerifier(
                new JwtVerifier(new VerificationKeyResolver(keys, unknownKid), expected, clock),
                userIdClaim,
                versioned);
    }
}
