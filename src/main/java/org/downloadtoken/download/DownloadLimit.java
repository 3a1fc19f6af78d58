package org.downloadtoken.download;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Function;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.log.RateLimitedLog;
import org.downloadtoken.ratelimit.ConcurrencyLimiter;
import org.downloadtoken.ratelimit.ConcurrencyLimiter.Permit;
import org.downloadtoken.server.client.RequestClient;
import org.downloadtoken.session.Caller;
import org.slf4j.LoggerFactory;

/** Limits how many downloads are in progress, in total and for each client, and tells the operator when a limit is reached. */
public record DownloadLimit(ConcurrencyLimiter limiter, RequestClient clients) {
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(DownloadLimit.class), System::nanoTime);

    /** Runs a download with a permit, which it releases at the end. Fails like {@link ConcurrencyLimiter#acquire}. */
    <T> Future<T> apply(HttpServerRequest request, Caller caller, Function<Permit, Future<T>> download) {
        Permit permit = acquire(request, caller);
        try {
            return download.apply(permit).onComplete(ended -> permit.release());
        } catch (RuntimeException failure) {
            permit.release();
            throw failure;
        }
    }

    private Permit acquire(HttpServerRequest request, Caller caller) {
        try {
            return limiter.acquire(clients.of(request, caller));
        } catch (RequestFailure failure) {
            if (failure.failure() == Failure.DOWNLOADS_EXHAUSTED) {
                LOG.warn("A download is answered 503: MAX_DOWNLOADS is reached");
            } else {
                LOG.warn("A download is answered 429: its client has reached DOWNLOADS_PER_CLIENT"
                        + clients.remark(request));
            }
            throw failure;
        }
    }
}
