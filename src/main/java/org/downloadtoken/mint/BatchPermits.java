package org.downloadtoken.mint;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.session.Caller;

/**
 * Takes one permit for each dataset of a batch. An API key without a bucket may be unknown: then the address is charged for the
 * first dataset, and once the catalog has confirmed the key, the key is charged for all of them. So a batch gets as many tokens
 * as single requests. Belongs to one request.
 */
final class BatchPermits {
    private final MintRateLimit limit;
    private final HttpServerRequest request;
    private final Caller caller;
    private Consumption consumption = Consumption.CHARGED;

    BatchPermits(MintRateLimit limit, HttpServerRequest request, Caller caller) {
        this.limit = limit;
        this.request = request;
        this.caller = caller;
    }

    /**
     * Takes the permit for one dataset.
     *
     * @throws RequestFailure if the bucket is empty
     */
    void take() {
        if (consumption == Consumption.CHARGED) {
            consumption = limit.consume(request, caller);
        }
    }

    /** The decisions on the datasets, after the permits of a key that was unknown are taken. */
    List<Future<Granted>> settle(List<Future<Granted>> decisions) {
        if (consumption == Consumption.CHARGED) {
            return decisions;
        }
        List<Future<Granted>> checked =
                decisions.stream().filter(BatchPermits::isChecked).toList();
        if (checked.stream().noneMatch(MintRateLimit::knowsCaller)) {
            limit.consumeRest(request, checked.size() - 1);
            return decisions;
        }
        consumption.keyResolved();
        List<Future<Granted>> settled = new ArrayList<>(decisions);
        settled.replaceAll(
                decision -> decision == checked.get(0) || !isChecked(decision) ? decision : charged(decision));
        return settled;
    }

    private Future<Granted> charged(Future<Granted> decision) {
        try {
            limit.consume(request, caller);
            return decision;
        } catch (RequestFailure limited) {
            return Future.failedFuture(limited);
        }
    }

    /** An invalid id takes no permit. */
    private static boolean isChecked(Future<Granted> decision) {
        return decision.succeeded() || Failure.of(decision.cause()) != Failure.INVALID_DATASET_ID;
    }
}
