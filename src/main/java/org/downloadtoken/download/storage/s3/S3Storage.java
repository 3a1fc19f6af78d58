package org.downloadtoken.download.storage.s3;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.config.Downloads;
import org.downloadtoken.config.Downloads.Delivery;
import org.downloadtoken.download.storage.Cog;
import org.downloadtoken.download.storage.CogStorage;
import org.downloadtoken.download.storage.FileName;
import org.downloadtoken.download.storage.StorageBulkhead;
import org.downloadtoken.token.DownloadCaller;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * Objects in one bucket. A download token is answered by a redirect to a URL that is signed for as long as the token lives,
 * or by the bytes; every other request by the bytes. Credentials are found as the AWS SDK finds them.
 */
public final class S3Storage implements CogStorage {
    private static final long SIGNING_TIMEOUT_MS = 3_000;

    private final Vertx vertx;
    private final Clock clock;
    private final Delivery delivery;
    private final DefaultCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();
    private final StorageBulkhead calls;
    private final S3Signer signer;
    private final S3Address seenByClients;
    private final S3Store store;

    public S3Storage(Vertx vertx, Downloads.S3 settings, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.delivery = settings.delivery();
        this.calls = new StorageBulkhead(vertx, SIGNING_TIMEOUT_MS);
        this.signer = new S3Signer(settings.region(), credentials, clock);
        S3Address address = S3Address.of(settings.bucket(), settings.endpoint(), settings.region());
        this.seenByClients = settings.publicEndpoint().isEmpty()
                ? address
                : S3Address.of(settings.bucket(), settings.publicEndpoint(), settings.region());
        this.store = new S3Store(settings.bucket(), new S3Requests(vertx, calls, signer, address), System::nanoTime);
    }

    @Override
    public Future<Cog> get(RasterAsset asset, DownloadCaller caller, MultiMap headers) {
        return key(asset)
                .compose(key -> isStreamed(caller, headers)
                        ? Future.succeededFuture(new StreamedObject(vertx, store, key, asset))
                        : redirect(key, asset, caller));
    }

    @Override
    public Future<Cog> head(RasterAsset asset) {
        return key(asset)
                .compose(key -> store.head(key.value()))
                .map(version -> new Cog.Described(version.description(asset)));
    }

    @Override
    public void close() {
        credentials.close();
    }

    /** A store answers a range of a stale If-Range with the whole object only if the client sends it If-Range again. */
    private boolean isStreamed(DownloadCaller caller, MultiMap headers) {
        return caller.credentialHeader()
                || delivery == Delivery.STREAM
                || (headers.contains("Range") && headers.contains("If-Range"));
    }

    private Future<ObjectKey> key(RasterAsset asset) {
        ObjectKey key = new ObjectKey(asset.uri());
        return key.isAddressable()
                ? Future.succeededFuture(key)
                : Future.failedFuture(store.missing(asset.uri(), "no URL can name a key with a segment . or .."));
    }

    private Future<Cog> redirect(ObjectKey key, RasterAsset asset, DownloadCaller caller) {
        Map<String, String> answer = Map.of(
                "response-content-disposition", FileName.disposition(asset), "response-content-type", Cog.MEDIA_TYPE);
        long seconds = Math.max(1, (long) (caller.authorizedUntil() - clock.millis() / 1000.0));
        return calls.<Cog>call(
                        () -> new Cog.Redirect(signer.url(
                                seenByClients, seenByClients.path(key.value()), answer, Duration.ofSeconds(seconds))),
                        late -> {})
                .recover(failure -> Future.failedFuture(store.unavailable(key.value(), failure)));
    }
}
