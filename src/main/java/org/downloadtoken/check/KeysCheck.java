package org.downloadtoken.check;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.encoding.WebUrl;
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
    public Future<List<Finding>> findings() {
        List<Finding> findings = new ArrayList<>();
        return vertx.executeBlocking(() -> {
                    config.tokens().keys().ifPresent(directory -> signing(findings, directory));
                    return findings;
                })
                .compose(signing -> config.sessions()
                        .jwksUrl()
                        .map(url -> fetched(findings, url))
                        .orElseGet(() -> vertx.executeBlocking(() -> configured(findings))))
                .map(findings);
    }

    private void signing(List<Finding> findings, Path directory) {
        KeyRingDirectory keys = new KeyRingDirectory(directory);
        try {
            findings.add(Finding.ok(subject(), "the key ring " + keys.ring()));
        } catch (RuntimeException e) {
            findings.add(Finding.fail(subject(), String.valueOf(e.getMessage())));
        }
        keys.unused()
                .forEach(name -> findings.add(
                        Finding.warn(subject(), "file " + name + " is not used; " + KeyRingDirectory.NAMES)));
    }

    private Future<Void> fetched(List<Finding> findings, WebUrl url) {
        return JwkSetFetch.keys(vertx, url, config.sessions().algorithms())
                .map(keys -> Finding.ok(subject(), "the issuer publishes " + keys.entries()))
                .otherwise(failure -> Finding.fail(
                        subject(),
                        "cannot fetch the keys of the session issuer from " + url.host() + ": " + failure.getMessage()))
                .onSuccess(findings::add)
                .mapEmpty();
    }

    private Void configured(List<Finding> findings) {
        try {
            SessionIssuers.of(config, Optional.empty());
            findings.add(Finding.ok(
                    subject(),
                    config.sessions().isForeign()
                            ? "the key of the session issuer can be used"
                            : "JWT_SECRET_KEY verifies sessions"));
        } catch (RuntimeException e) {
            findings.add(Finding.fail(subject(), String.valueOf(e.getMessage())));
        }
        return null;
    }
}
