package org.downloadtoken;

import java.util.Optional;
import org.downloadtoken.caller.SessionIssuer;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.Sessions;
import org.downloadtoken.jwt.KeySet;
import org.downloadtoken.jwt.Recipient;
import org.downloadtoken.keys.IssuerKeys;
import org.downloadtoken.keys.KeyRing;
import org.downloadtoken.keys.RemoteKeySet;

/** Chooses whose sessions an instance takes, by its settings. */
final class SessionIssuers {
    private SessionIssuers() {}

    /**
     * The issuer: the catalog itself, or another one by a file or by the keys that it publishes.
     *
     * @throws org.downloadtoken.keys.KeyRingInvalid if the file holds no key that can be used
     */
    static SessionIssuer of(ServiceConfig config, Optional<RemoteKeySet> published) {
        Sessions sessions = config.sessions();
        if (!sessions.isForeign()) {
            KeySet secret = KeyRing.shared(config.tokens().secret().value()).verification();
            return new SessionIssuer(() -> secret, () -> {}, Recipient.ANY, sessions.userIdClaim(), true);
        }
        Recipient recipient = new Recipient(sessions.issuer(), sessions.audience());
        if (published.isPresent()) {
            RemoteKeySet keys = published.get();
            return new SessionIssuer(keys, keys::refetch, recipient, sessions.userIdClaim(), false);
        }
        KeySet pem = IssuerKeys.pem(sessions.publicKey().orElseThrow(), sessions.algorithms());
        return new SessionIssuer(() -> pem, () -> {}, recipient, sessions.userIdClaim(), false);
    }
}
