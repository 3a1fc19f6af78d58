package org.downloadtoken.mint;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.ratelimit.PermitSource;
import org.downloadtoken.server.client.RequestClient;
import org.downloadtoken.session.Caller;

/** Selects the bucket for a mint request. Without a source of permits, no request is limited. */
public record MintRateLimit(Optional<PermitSource> permits, RequestClient clients) {
    /** Takes one permit from the caller's bucket. Fails with a 429 if the bucket is empty. */
    Future<Consumption> consume(HttpServerRequest request, Caller caller) {
        if (permits.isEmpty()) {
            return PermitSource.CHARGED;
        }
        if (caller instanceof Caller.ApiKey key) {
            return permits.get().consume(new BucketKey.ApiKey(key.keyHash()), () -> clients.address(request));
        }
        return permits.get().consume(clients.of(request, caller));
    }

    /** Takes up to this many permits from the bucket of the address. */
    void consumeRest(HttpServerRequest request, int rest) {
        if (rest > 0) {
            permits.ifPresent(source -> source.consumeUpTo(clients.address(request), rest));
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
