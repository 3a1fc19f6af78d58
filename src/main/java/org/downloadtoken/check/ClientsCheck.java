package org.downloadtoken.check;

import io.vertx.core.Future;
import org.downloadtoken.config.ClientLimits;

/** Checks the rate limit and the trusted proxies. */
record ClientsCheck(ClientLimits limits) implements Check {
    @Override
    public String subject() {
        return "clients";
    }

    @Override
    public Future<?> run(Findings findings) {
        boolean unlimited = limits.mintsPerMinute() == 0;
        boolean noProxy = limits.trustedProxies().isEmpty();
        if (unlimited) {
            findings.warn("RATE_LIMIT_PER_MINUTE is 0, so one client may request any number of tokens");
        }
        if (noProxy) {
            findings.warn("TRUSTED_PROXIES is not set, so all clients behind a proxy share the limits of one client");
        }
        if (!unlimited && !noProxy) {
            findings.ok("each client has its own limit");
        }
        return Future.succeededFuture();
    }
}
