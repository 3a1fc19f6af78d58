package org.downloadtoken.session;

import java.util.Optional;
import java.util.function.Supplier;
import org.downloadtoken.jose.ExpectedIssuerAndAudience;
import org.downloadtoken.jose.KeySet;

/**
 * The issuer whose session JWTs are accepted. All event loops share it.
 *
 * @param keys the keys that verify the sessions
 * @param published the same keys, if the issuer publishes them at a URL
 * @param expected the issuer and the audience that a session must name
 * @param userIdClaim the claim with the catalog's id of the user
 * @param isCatalog whether the catalog itself is the issuer; only its sessions have a {@code token_version}
 */
public record SessionIssuer(
        Supplier<KeySet> keys,
        Optional<RemoteJwkSet> published,
        ExpectedIssuerAndAudience expected,
        String userIdClaim,
        boolean isCatalog) {}
