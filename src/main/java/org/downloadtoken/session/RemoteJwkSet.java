package org.downloadtoken.session;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.downloadtoken.encoding.WebUrl;
import org.downloadtoken.failure.Causes;
import org.downloadtoken.jose.Algorithm;
import org.downloadtoken.jose.JwkSetParser;
import org.downloadtoken.jose.KeySet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that another issuer publishes. They are fetched every five minutes, and when a session needs an unknown key. Anyone
 * can send such a session: it can trigger a burst of five fetches, then one every ten seconds. Only one fetch runs at a time. If it
 * fails, the last usable set stays in use. All event loops read the set; only a fetch replaces it.
 */
public final class RemoteJwkSet extends VerticleBase implements Supplier<KeySet> {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteJwkSet.class);
    private static final long PERIOD_MS = 300_000;
    private static final int BURST = 5;
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(10);

    private final WebUrl url;
    private final Set<Algorithm> allowed;
    private final Consumer<Boolean> fetched;
    private final Bucket refreshes = Bucket.builder()
            .addLimit(limit -> limit.capacity(BURST).refillGreedy(1, REFRESH_INTERVAL))
            .withCustomTimePrecision(TimeMeter.SYSTEM_NANOTIME) // the wall clock can be set back
            .build();

    /** The latest fetch. The monitor of this object guards it. */
    private Future<Void> fetching = Future.succeededFuture();

    private volatile KeySet current = KeySet.NONE_YET;
    private volatile long lastFetchedAt = System.nanoTime();
    private JwkSetRequest request;

    /**
     * Creates the set, which is empty until the first fetch.
     *
     * @param fetched receives true for each fetch that succeeded, and false for each one that failed
     */
    @SuppressWarnings("NullAway.Init") // start() sets the request before anything reads it
    public RemoteJwkSet(WebUrl url, Set<Algorithm> allowed, Consumer<Boolean> fetched) {
        this.url = url;
        this.allowed = allowed;
        this.fetched = fetched;
    }

    @Override
    public KeySet get() {
        return current;
    }

    /** The seconds since the last fetch that succeeded, or since the start if none has. */
    public double ageSeconds() {
        return (System.nanoTime() - lastFetchedAt) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    /** Waits for the first fetch, which ends within its timeout. The start succeeds even if the fetch fails. */
    @Override
    public Future<?> start() {
        request = new JwkSetRequest(vertx, url);
        vertx.setPeriodic(PERIOD_MS, tick -> fetch());
        return fetch();
    }

    /**
     * Fetches the keys, or joins a fetch in progress. Completes on the caller's event loop when the fetch has ended, or after
     * this time, or at once if there were too many fetches.
     */
    Future<Void> refresh(long maxWaitMillis) {
        Future<Void> fetch;
        synchronized (this) {
            if (fetching.isComplete() && !refreshes.tryConsume(1)) {
                return Future.succeededFuture();
            }
            fetch = fetch();
        }
        Context caller = vertx.getOrCreateContext();
        Promise<Void> ended = Promise.promise();
        long timer = vertx.setTimer(maxWaitMillis, elapsed -> ended.tryComplete());
        fetch.onComplete(done -> caller.runOnContext(turn -> {
            vertx.cancelTimer(timer);
            ended.tryComplete();
        }));
        return ended.future();
    }

    /** Starts a fetch, unless one is in progress. Completes when it has ended, whether or not it succeeded. */
    private synchronized Future<Void> fetch() {
        if (!fetching.isComplete()) {
            return fetching;
        }
        Promise<Void> ended = Promise.promise();
        fetching = ended.future();
        context.runOnContext(turn -> Future.succeededFuture(request)
                .compose(JwkSetRequest::send)
                .map(document -> JwkSetParser.parse(document, allowed))
                .onSuccess(this::replace)
                .onFailure(failure -> LOG.warn(
                        "Cannot fetch the keys of the session issuer from {}: {}",
                        url.origin(),
                        Causes.messages(failure)))
                .onComplete(done -> {
                    fetched.accept(done.succeeded());
                    ended.complete();
                }));
        return fetching;
    }

    private void replace(KeySet keys) {
        lastFetchedAt = System.nanoTime();
        if (!Set.copyOf(keys.entries()).equals(Set.copyOf(current.entries()))) { // issuers vary the order
            current = keys;
            LOG.info("Fetched the keys of the session issuer: {}", keys.entries());
        }
    }
}
