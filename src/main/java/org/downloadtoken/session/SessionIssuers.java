package org.downloadtoken.session;

import java.util.Optional;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.Sessions;
import org.downloadtoken.jose.ExpectedIssuerAndAudience;
import org.downloadtoken.jose.KeySet;

/** Selects the issuer of the sessions that this instance accepts. */
public final class SessionIssuers {
    private SessionIssuers() {}

    /**
     * The catalog itself, or another issuer: by the keys that it publishes, or by a PEM file.
     *
     * @throws org.downloadtoken.jose.UnusableKeyException if the file holds no key that can be used
     */
    public static SessionIssuer of(ServiceConfig config, Optional<RemoteJwkSet> published) {
        Sessions sessions = config.sessions();
        if (!sessions.isForeign()) {
            KeySet secret = KeySet.sharedSecret(config.tokens().secret().value());
            return new SessionIssuer(
                    () -> secret,
                    Optional.empty(),
                    ExpectedIssuerAndAudience.NO_AUDIENCE,
                    sessions.userIdClaim(),
                    true);
        }
        ExpectedIssuerAndAudience expected = new ExpectedIssuerAndAudience(sessions.issuer(), sessions.audience());
        if (published.isPresent()) {
            RemoteJwkSet keys = published.get();
            return new SessionIssuer(keys, published, expected, sessions.userIdClaim(), false);
        }
        KeySet pem = IssuerKeys.pem(sessions.publicKey().orElseThrow(), sessions.algorithms());
        return new SessionIssuer(() -> pem, Optional.empty(), expected, sessions.userIdClaim(), false);
    }
}
