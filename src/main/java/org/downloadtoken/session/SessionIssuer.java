package org.downloadtoken.session;

import java.time.Clock;
import java.util.function.Supplier;
import org.downloadtoken.jose.ExpectedIssuerAndAudience;
import org.downloadtoken.jose.JwtVerifier;
import org.downloadtoken.jose.KeySet;
import org.downloadtoken.jose.VerificationKeyResolver;

/**
 * Whose session JWTs are taken; shared by all event loops.
 *
 * @param keys what they verify with
 * @param unknownKid run when one names another key
 * @param recipient for whom they have to be
 * @param userIdClaim the claim that holds the catalog's id of the user
 * @param versioned whether they have a {@code token_version}, as the catalog's own
 */
public record SessionIssuer(
        Supplier<KeySet> keys,
        Runnable unknownKid,
        ExpectedIssuerAndAudience recipient,
        String userIdClaim,
        boolean versioned) {

    /** A verifier for one event loop. */
    public SessionVerifier verifier(Clock clock) {
        return new SessionVerifier(
                new JwtVerifier(new VerificationKeyResolver(keys, unknownKid), recipient, clock),
                userIdClaim,
                versioned);
    }
}
