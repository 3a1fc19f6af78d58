package org.downloadtoken.mint;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.downloadtoken.access.AccessRefused;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.ratelimit.RateLimited;
import org.downloadtoken.ratelimit.RateLimiter;
import org.downloadtoken.server.RequestAddress;
import org.downloadtoken.session.Caller;

/** Who pays for a mint request. Without a limiter nobody does, and nothing of the request is looked at. */
public record MintRateLimit(Optional<RateLimiter> limiter, RequestAddress addresses) {
    /**
     * Takes one of who asks.
     *
     * @throws RateLimited if there is none
     */
    Consumption charge(HttpServerRequest request, Caller caller) {
        if (limiter.isEmpty()) {
            return Consumption.FINAL;
        }
        if (caller instanceof Caller.ApiKey key) {
            return limiter.get().charge(new BucketKey.ApiKey(key.keyHash()), () -> address(request));
        }
        limiter.get()
                .charge(
                        caller instanceof Caller.SessionUser user
                                ? new BucketKey.User(user.userId())
                                : address(request));
        return Consumption.FINAL;
    }

    /** The answer, once it is settled who has paid for it. */
    Future<Granted> settled(Consumption charge, Future<Granted> answer) {
        return charge == Consumption.FINAL
                ? answer
                : answer.onComplete(answered -> {
                    if (knowsCaller(answered)) {
                        charge.keyResolved();
                    }
                });
    }

    private static boolean knowsCaller(AsyncResult<Granted> answered) {
        return answered.succeeded()
                || (answered.cause() instanceof AccessRefused refused && refused.reason() != Refused.CALLER_UNKNOWN);
    }

    private BucketKey.Address address(HttpServerRequest request) {
        return BucketKey.Address.of(addresses.of(request));
    }
}
