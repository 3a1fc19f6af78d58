package org.downloadtoken.mint;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.ratelimit.RateLimiter;
import org.downloadtoken.server.client.RequestClient;
import org.downloadtoken.session.Caller;

/** Selects the bucket of the rate limiter for a mint request. Without a limiter, no request is limited. */
public record MintRateLimit(Optional<RateLimiter> limiter, RequestClient clients) {
    /**
     * Takes one permit from the caller's bucket.
     *
     * @throws RequestFailure if the bucket is empty
     */
    Consumption consume(HttpServerRequest request, Caller caller) {
        if (limiter.isEmpty()) {
            return Consumption.CHARGED;
        }
        if (caller instanceof Caller.ApiKey key) {
            return limiter.get().consume(new BucketKey.ApiKey(key.keyHash()), () -> clients.address(request));
        }
        limiter.get().consume(clients.of(request, caller));
        return Consumption.CHARGED;
    }

    /** Takes up to this many permits from the bucket of the address. */
    void consumeRest(HttpServerRequest request, int permits) {
        if (permits > 0) {
            limiter.ifPresent(limit -> limit.consumeUpTo(clients.address(request), permits));
        }
    }

    /** Once the catalog has confirmed an API key, charges the key instead of the address. Returns the same decision. */
    Future<Granted> settle(Consumption consumption, Future<Granted> decision) {
        return consumption == Consumption.CHARGED
                ? decision
                : decision.onComplete(decided -> {
                    if (knowsCaller(decided)) {
                        consumption.keyResolved();
                    }
                });
    }

    /** Whether the decision shows that the catalog knows the caller. */
    static boolean knowsCaller(AsyncResult<Granted> decided) {
        if (decided.succeeded()) {
            return true;
        }
        Failure failure = Failure.of(decided.cause());
        return failure.isRefusal() && failure != Failure.INVALID_CREDENTIAL;
    }
}
