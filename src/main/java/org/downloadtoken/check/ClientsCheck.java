package org.downloadtoken.check;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.downloadtoken.config.ClientLimits;

/** Checks how clients are told apart and limited. */
record ClientsCheck(ClientLimits limits) implements Check {
    @Override
    public String subject() {
        return "clients";
    }

    @Override
    public Future<List<Finding>> findings() {
        List<Finding> findings = new ArrayList<>();
        if (limits.mintsPerMinute() == 0) {
            findings.add(Finding.warn(
                    subject(), "RATE_LIMIT_PER_MINUTE is 0, so one client may request any number of tokens"));
        }
        if (limits.trustedProxies().isEmpty()) {
            findings.add(Finding.warn(
                    subject(),
                    "TRUSTED_PROXIES is not set, so all clients behind a proxy share the limits of one client"));
        }
        return Future.succeededFuture(
                findings.isEmpty() ? List.of(Finding.ok(subject(), "clients are limited one by one")) : findings);
    }
}
