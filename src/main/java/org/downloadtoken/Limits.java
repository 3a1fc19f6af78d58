package org.downloadtoken;

import java.util.Optional;
import java.util.function.Function;
import org.downloadtoken.config.ClientLimits;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.ratelimit.ConcurrencyLimiter;
import org.downloadtoken.ratelimit.InstancePermits;
import org.downloadtoken.ratelimit.PermitSource;
import org.downloadtoken.ratelimit.RateLimiter;
import org.downloadtoken.ratelimit.RatePolicy;

/** The limiters of one instance. An absent limiter limits nothing. */
record Limits(Optional<PermitSource> mints, Optional<RateLimiter> invalidCredentials, ConcurrencyLimiter downloads) {
    /**
     * Creates the limiters.
     *
     * @param clusterPermits the permits of a policy whose buckets all instances of a cluster share
     */
    static Limits of(ServiceConfig config, Function<RatePolicy, PermitSource> clusterPermits) {
        ClientLimits limits = config.limits();
        Function<RatePolicy, PermitSource> permits = limits.scope() == ClientLimits.Scope.CLUSTER
                ? clusterPermits
                : policy -> new InstancePermits(new RateLimiter(policy));
        return new Limits(
                policy("mint", limits.mintsPerMinute()).map(permits),
                policy("invalid-credential", limits.invalidCredentialsPerMinute())
                        .map(RateLimiter::new),
                new ConcurrencyLimiter(config.downloads().max(), limits.downloads()));
    }

    private static Optional<RatePolicy> policy(String name, int perMinute) {
        return perMinute == 0 ? Optional.empty() : Optional.of(new RatePolicy(name, perMinute));
    }
}
