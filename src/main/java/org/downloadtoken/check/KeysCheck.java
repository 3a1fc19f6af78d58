package org.downloadtoken.check;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.Sessions;
import org.downloadtoken.encoding.WebUrl;
import org.downloadtoken.jose.provider.SignatureProvider;
import org.downloadtoken.session.JwkSetFetch;
import org.downloadtoken.session.SessionIssuers;
import org.downloadtoken.token.KeyRingDirectory;

/** Checks the keys that sign tokens, and the keys that verify sessions. */
final class KeysCheck implements Check {
    private final Vertx vertx;
    private final ServiceConfig config;

    KeysCheck(Vertx vertx, ServiceConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    @Override
    public String subject() {
        return "keys";
    }

    @Override
    public Future<?> run(Findings findings) {
        return vertx.executeBlocking(() -> signing(findings)).compose(signing -> sessions(findings));
    }

    private Void signing(Findings findings) {
        provider(findings); // before the keys, as the service does
        config.tokens()
                .keys()
                .ifPresentOrElse(
                        directory -> keyRing(findings, directory), () -> findings.ok("JWT_SECRET_KEY signs tokens"));
        return null;
    }

    private void provider(Findings findings) {
        if (config.mayUseKeyPairs()) {
            SignatureProvider provider = SignatureProvider.current();
            provider.problem().ifPresent(findings::warn);
            findings.ok(provider.description());
        }
    }

    private static void keyRing(Findings findings, Path directory) {
        KeyRingDirectory keys = new KeyRingDirectory(directory);
        try {
            findings.ok("the key ring " + keys.ring());
        } catch (RuntimeException e) {
            findings.fail(String.valueOf(e.getMessage()));
        }
        keys.unused().forEach(name -> findings.warn("file " + name + " is not used; " + KeyRingDirectory.NAMES));
    }

    /** The secret of the catalog is not checked here: the configuration has accepted it. */
    private Future<?> sessions(Findings findings) {
        Sessions sessions = config.sessions();
        return sessions.jwksUrl()
                .<Future<?>>map(url -> fetched(findings, url))
                .orElseGet(() -> sessions.isForeign()
                        ? vertx.executeBlocking(() -> configured(findings))
                        : Future.succeededFuture());
    }

    private Future<?> fetched(Findings findings, WebUrl url) {
        return JwkSetFetch.keys(vertx, url, config.sessions().algorithms())
                .onSuccess(keys -> findings.ok("the issuer publishes " + keys.entries()))
                .onFailure(failure -> findings.fail(
                        "cannot fetch the keys of the session issuer from " + url.host() + ": " + failure.getMessage()))
                .otherwiseEmpty();
    }

    private Void configured(Findings findings) {
        try {
            SessionIssuers.of(config, Optional.empty());
            findings.ok("the key of the session issuer can be used");
        } catch (RuntimeException e) {
            findings.fail(String.valueOf(e.getMessage()));
        }
        return null;
    }
}
