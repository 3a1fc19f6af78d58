package org.downloadtoken.session;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.downloadtoken.jose.Algorithm;
import org.downloadtoken.jose.JwkSetParser;
import org.downloadtoken.jose.KeySet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the keys that another issuer publishes. It fetches every five minutes. It also fetches when a session names an
 * unknown key, unless the last fetch began less than ten seconds ago. If a fetch fails, the last usable set stays in use.
 * All event loops read the set; only a fetch replaces it.
 */
public final class RemoteJwkSet extends VerticleBase implements Supplier<KeySet> {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteJwkSet.class);
    private static final long PERIOD_MS = 300_000;
    private static final long MIN_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int TIMEOUT_MS = 5_000;
    private static final int MAX_BYTES = 262_144;

    private final URI url;
    private final Set<Algorithm> allowed;
    private final AtomicLong fetchedAt = new AtomicLong(System.nanoTime() - MIN_INTERVAL_NANOS);
    private final AtomicBoolean fetching = new AtomicBoolean();
    private volatile KeySet current = KeySet.NONE_YET;
    private HttpClient client;

    @SuppressWarnings("NullAway.Init") // start() sets it before anything reads it
    public RemoteJwkSet(URI url, Set<Algorithm> allowed) {
        this.url = url;
        this.allowed = allowed;
    }

    @Override
    public KeySet get() {
        return current;
    }

    /** Waits for the first fetch, which ends within its timeout. The start succeeds even if the fetch fails. */
    @Override
    public Future<?> start() {
        client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(url.getScheme().equals("https"))
                .setConnectTimeout(TIMEOUT_MS)
                .setMaxHeaderSize(16_384));
        vertx.setPeriodic(PERIOD_MS, tick -> fetch());
        return fetch().otherwiseEmpty();
    }

    /** Fetches soon, unless the last attempt is too recent. Any thread may call this. */
    public void refetch() {
        long last = fetchedAt.get();
        long now = System.nanoTime();
        if (now - last >= MIN_INTERVAL_NANOS && fetchedAt.compareAndSet(last, now)) {
            context.runOnContext(soon -> fetch());
        }
    }

    private Future<Void> fetch() {
        if (!fetching.compareAndSet(false, true)) {
            return Future.succeededFuture();
        }
        fetchedAt.set(System.nanoTime());
        return client.request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url.toString()))
                .compose(HttpClientRequest::send)
                .compose(RemoteJwkSet::body)
                .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .map(body -> JwkSetParser.parse(body.getBytes(), allowed))
                .onComplete(done -> fetching.set(false))
                .onSuccess(keys -> {
                    if (!keys.equals(current)) {
                        current = keys;
                        LOG.info("Fetched the keys of the session issuer: {}", keys.entries());
                    }
                })
                .onFailure(failure ->
                        LOG.warn("Cannot fetch the keys of the session issuer from {}: {}", url, failure.getMessage()))
                .mapEmpty();
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            response.exceptionHandler(reset -> {}); // without a handler, Vert.x logs the reset as an error
            response.request().reset();
            return Future.failedFuture("the response has status " + response.statusCode());
        }
        Buffer body = Buffer.buffer();
        Promise<Buffer> whole = Promise.promise();
        response.exceptionHandler(whole::tryFail)
                .handler(chunk -> {
                    body.appendBuffer(chunk);
                    if (body.length() > MAX_BYTES) {
                        whole.tryFail("the response has more than " + MAX_BYTES + " bytes");
                        response.request().reset();
                    }
                })
                .endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }
}
