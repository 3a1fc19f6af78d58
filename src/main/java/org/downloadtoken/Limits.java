package org.downloadtoken;

import java.util.Optional;
import org.downloadtoken.config.ClientLimits;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.ratelimit.ConcurrencyLimiter;
import org.downloadtoken.ratelimit.InstancePermits;
import org.downloadtoken.ratelimit.PermitSource;
import org.downloadtoken.ratelimit.RateLimiter;
import org.downloadtoken.ratelimit.RatePolicy;

/** The limiters of one instance. An absent limiter limits nothing. */
record Limits(Optional<PermitSource> mints, Optional<RateLimiter> invalidCredentials, ConcurrencyLimiter downloads) {
    static Limits of(ServiceConfig config) {
        ClientLimits limits = config.limits();
        return new Limits(
                limiter("mint", limits.mintsPerMinute()).map(InstancePermits::new),
                limiter("invalid-credential", limits.invalidCredentialsPerMinute()),
                new ConcurrencyLimiter(config.downloads().max(), limits.downloads()));
    }

    private static Optional<RateLimiter> limiter(String policy, int perMinute) {
        return perMinute == 0 ? Optional.empty() : Optional.of(new RateLimiter(new RatePolicy(policy, perMinute)));
    }
}
