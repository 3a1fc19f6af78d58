package org.downloadtoken.session;

import java.util.Optional;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.Sessions;
import org.downloadtoken.jose.ExpectedIssuerAndAudience;
import org.downloadtoken.jose.KeySet;
import org.downloadtoken.token.KeyRing;

/** Chooses whose sessions an instance takes, by its settings. */
public final class SessionIssuers {
    private SessionIssuers() {}

    /**
     * The issuer: the catalog itself, or another one by a file or by the keys that it publishes.
     *
     * @throws org.downloadtoken.keys.KeyRingInvalid if the file holds no key that can be used
     */
    public static SessionIssuer of(ServiceConfig config, Optional<RemoteJwkSet> published) {
        Sessions sessions = config.sessions();
        if (!sessions.isForeign()) {
            KeySet secret = KeyRing.shared(config.tokens().secret().value()).verification();
            return new SessionIssuer(
                    () -> secret, () -> {}, ExpectedIssuerAndAudience.ANY, sessions.userIdClaim(), true);
        }
        ExpectedIssuerAndAudience recipient = new ExpectedIssuerAndAudience(sessions.issuer(), sessions.audience());
        if (published.isPresent()) {
            RemoteJwkSet keys = published.get();
            return new SessionIssuer(keys, keys::refetch, recipient, sessions.userIdClaim(), false);
        }
        KeySet pem = IssuerKeys.pem(sessions.publicKey().orElseThrow(), sessions.algorithms());
        return new SessionIssuer(() -> pem, () -> {}, recipient, sessions.userIdClaim(), false);
    }
}
