package org.downloadtoken.mint;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.ratelimit.PermitSource;
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
     * Takes the permits. Each one that fails, fails with a 429. If the first one fails, the bucket is empty, and no other one is
     * tried.
     *
     * @param datasets how many permits the request needs
     */
    Future<List<Future<Consumption>>> take(int datasets) {
        if (datasets == 0) {
            return Future.succeededFuture(List.of());
        }
        Future<Consumption> first = limit.consume(request, caller);
        return first.isComplete() // no chain on a completed future, see MintDownloadTokenHandler
                ? takeRest(first, datasets)
                : first.transform(decided -> takeRest(first, datasets));
    }

    private Future<List<Future<Consumption>>> takeRest(Future<Consumption> first, int datasets) {
        if (first.failed()) {
            return Future.succeededFuture(Collections.nCopies(datasets, first));
        }
        consumption = first.result();
        List<Future<Consumption>> taken = new ArrayList<>(datasets);
        taken.add(first);
        while (taken.size() < datasets) {
            taken.add(consumption == Consumption.CHARGED ? limit.consume(request, caller) : PermitSource.CHARGED);
        }
        return Joined.of(taken);
    }

    /** The decisions on the datasets, after the permits of a key that was unknown are taken. All of them are complete. */
    Future<List<Future<Granted>>> settle(List<Future<Granted>> decisions) {
        if (consumption == Consumption.CHARGED) {
            return Future.succeededFuture(decisions);
        }
        List<Future<Granted>> checked =
                decisions.stream().filter(BatchPermits::isChecked).toList();
        if (checked.stream().noneMatch(MintRateLimit::knowsCaller)) {
            limit.consumeRest(request, checked.size() - 1);
            return Future.succeededFuture(decisions);
        }
        consumption.keyResolved();
        List<Future<Granted>> settled = new ArrayList<>(decisions);
        settled.replaceAll(
                decision -> decision == checked.get(0) || !isChecked(decision) ? decision : charged(decision));
        return Joined.of(settled);
    }

    private Future<Granted> charged(Future<Granted> decision) {
        Future<Consumption> taken = limit.consume(request, caller);
        return taken.succeeded() ? decision : taken.compose(later -> decision);
    }

    /** An invalid id takes no permit. */
    private static boolean isChecked(Future<Granted> decision) {
        return decision.succeeded() || Failure.of(decision.cause()) != Failure.INVALID_DATASET_ID;
    }
}
