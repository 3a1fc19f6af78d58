package org.downloadtoken.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.downloadtoken.access.AccessAnswer.Granted;
import org.downloadtoken.access.AccessAnswer.Refused;
import org.downloadtoken.access.AccessRefused;
import org.downloadtoken.caller.Caller;
import org.downloadtoken.limit.BucketKey;
import org.downloadtoken.limit.Charge;
import org.downloadtoken.limit.RateLimited;
import org.downloadtoken.limit.RateLimiter;

/** Who pays for a mint request. Without a limiter nobody does, and nothing of the request is looked at. */
record MintLimit(Optional<RateLimiter> limiter, RequestAddress addresses) {
    /**
     * Takes one of who asks.
     *
     * @throws RateLimited if there is none
     */
    Charge charge(HttpServerRequest request, Caller caller) {
        if (limiter.isEmpty()) {
            return Charge.FINAL;
        }
        if (caller instanceof Caller.ApiKey key) {
            return limiter.get().charge(new BucketKey.ApiKey(key.keyHash()), () -> address(request));
        }
        limiter.get()
                .charge(
                        caller instanceof Caller.SessionUser user
                                ? new BucketKey.User(user.userId())
                                : address(request));
        return Charge.FINAL;
    }

    /** The answer, once it is settled who has paid for it. */
    Future<Granted> settled(Charge charge, Future<Granted> answer) {
        return charge == Charge.FINAL
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
