package org.downloadtoken;

import java.util.Optional;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.Tokens;
import org.downloadtoken.jose.provider.SignatureProvider;
import org.downloadtoken.metrics.ServiceMetrics;
import org.downloadtoken.session.RemoteJwkSet;
import org.downloadtoken.session.SessionIssuer;
import org.downloadtoken.session.SessionIssuers;
import org.downloadtoken.token.KeyRingDirectory;
import org.downloadtoken.token.ReloadingKeyRing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of tokens and sessions. Only an instance that serves HTTP has them.
 *
 * @param sessionKeys the keys of another session issuer, if it publishes them at a URL
 */
record EdgeKeys(ReloadingKeyRing keyRing, Optional<RemoteJwkSet> sessionKeys, SessionIssuer sessions) {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeKeys.class);

    static EdgeKeys of(ServiceConfig config, ServiceMetrics metrics) {
        if (config.mayUseKeyPairs()) {
            // To load the provider blocks, so it must not happen on an event loop later.
            SignatureProvider.current().problem().ifPresent(LOG::warn);
        }
        ReloadingKeyRing keyRing = keyRing(config.tokens(), metrics);
        Optional<RemoteJwkSet> sessionKeys = config.sessions()
                .jwksUrl()
                .map(url -> new RemoteJwkSet(url, config.sessions().algorithms(), metrics.sessionKeys()::fetched));
        sessionKeys.ifPresent(keys -> metrics.sessionKeys().age(keys::ageSeconds));
        return new EdgeKeys(keyRing, sessionKeys, SessionIssuers.of(config, sessionKeys));
    }

    private static ReloadingKeyRing keyRing(Tokens tokens, ServiceMetrics metrics) {
        return tokens.keys()
                .map(path -> ReloadingKeyRing.in(new KeyRingDirectory(path), metrics.keyRing()))
                .orElseGet(() -> ReloadingKeyRing.shared(tokens.secret().value(), metrics.keyRing()));
    }
}
