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
import org.downloadtoken.jose.KeySet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that another issuer publishes, fetched in the background: every five minutes, and sooner when a session names a
 * key that is not known, but not again within ten seconds. The last set that could be used is kept while the issuer is
 * away. All event loops read it; a fetch alone swaps it.
 */
public final class RemoteJwkSet extends VerticleBase implements Supplier<KeySet> {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteJwkSet.class);
    private static final long PERIOD_MS = 300_000;
    private static final long FLOOR_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int TIMEOUT_MS = 5_000;
    private static final int MAX_BYTES = 262_144;

    private final URI url;
    private final Set<Algorithm> allowed;
    private final AtomicLong fetchedAt = new AtomicLong(System.nanoTime() - FLOOR_NANOS);
    private final AtomicBoolean fetching = new AtomicBoolean();
    private volatile KeySet current = KeySet.NONE_YET;
    private HttpClient client;

    @SuppressWarnings("NullAway.Init") // start() comes before all else
    public RemoteJwkSet(URI url, Set<Algorithm> allowed) {
        this.url = url;
        this.allowed = allowed;
    }

    @Override
    public KeySet get() {
        return current;
    }

    /** The first fetch is not waited for longer than a fetch may take, nor does it have to succeed. */
    @Override
    public Future<?> start() {
        client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(url.getScheme().equals("https"))
                .setConnectTimeout(TIMEOUT_MS)
                .setMaxHeaderSize(16_384));
        vertx.setPeriodic(PERIOD_MS, tick -> fetch());
        return fetch().otherwiseEmpty();
    }

    /** Fetches soon, unless that was tried just now; for any thread. */
    public void refetch() {
        long last = fetchedAt.get();
        long now = System.nanoTime();
        if (now - last >= FLOOR_NANOS && fetchedAt.compareAndSet(last, now)) {
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
                .map(body -> IssuerKeys.jwks(body.getBytes(), allowed))
                .onComplete(done -> fetching.set(false))
                .onSuccess(keys -> {
                    if (!keys.equals(current)) {
                        current = keys;
                        LOG.info("The issuer of sessions has the keys {}", keys.entries());
                    }
                })
                .onFailure(failure -> LOG.warn("No keys from {}: {}", url, failure.getMessage()))
                .mapEmpty();
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            response.request().reset();
            return Future.failedFuture("it answers " + response.statusCode());
        }
        Buffer body = Buffer.buffer();
        Promise<Buffer> whole = Promise.promise();
        response.exceptionHandler(whole::tryFail)
                .handler(chunk -> {
                    body.appendBuffer(chunk);
                    if (body.length() > MAX_BYTES) {
                        whole.tryFail("it answers more than " + MAX_BYTES + " bytes");
                        response.request().reset();
                    }
                })
                .endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }
}
