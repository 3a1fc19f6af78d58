package org.downloadtoken.download.storage.s3;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.config.ObjectStore;
import org.downloadtoken.config.ObjectStore.Delivery;
import org.downloadtoken.download.storage.Cog;
import org.downloadtoken.download.storage.CogRequest;
import org.downloadtoken.download.storage.CogStorage;
import org.downloadtoken.download.storage.StorageBulkhead;
import org.downloadtoken.download.storage.UnservableAssetException;
import org.downloadtoken.failure.UnservableCause;
import org.downloadtoken.representation.ContentDisposition;
import org.downloadtoken.token.DownloadCaller;
import org.downloadtoken.token.VerifiedToken;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * Serves objects of one bucket. A request with a download token is redirected to a presigned URL that expires with the token,
 * unless S3_DELIVERY is stream or the request has both Range and If-Range. In those cases, and for every other request, this
 * service sends the bytes. The credentials come from the default chain of the AWS SDK.
 */
public final class S3Storage implements CogStorage {
    private static final long SIGNING_TIMEOUT_MS = 3_000;

    /** Tells the store's access log which token a URL was signed for. S3 ignores parameters that begin with {@code x-}. */
    private static final String TOKEN_ID_PARAMETER = "x-download-jti";

    private final Vertx vertx;
    private final Clock clock;
    private final Delivery delivery;
    private final DefaultCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();
    private final StorageBulkhead calls;
    private final S3Signer signer;
    private final S3Address publicAddress;
    private final S3Store store;

    public S3Storage(Vertx vertx, ObjectStore settings, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.delivery = settings.delivery();
        this.calls = new StorageBulkhead(vertx, SIGNING_TIMEOUT_MS);
        this.signer = new S3Signer(settings.region(), credentials, clock);
        S3Address address = S3Address.of(settings.bucket(), settings.endpoint(), settings.region());
        this.publicAddress = settings.publicEndpoint().isEmpty()
                ? address
                : S3Address.of(settings.bucket(), settings.publicEndpoint(), settings.region());
        this.store = new S3Store(settings.bucket(), new S3Requests(vertx, calls, signer, address), System::nanoTime);
    }

    @Override
    public Future<Cog> get(CogRequest request) {
        return key(request.asset())
                .compose(key -> isStreamed(request.caller(), request.headers())
                        ? Future.succeededFuture(new StreamedObject(vertx, store, key, request.asset()))
                        : redirect(key, request.asset(), request.caller()));
    }

    @Override
    public Future<Cog> head(CogRequest request) {
        return key(request.asset())
                .compose(key -> store.head(key.value()))
                .map(version -> new Cog.Described(version.description(request.asset())));
    }

    @Override
    public int hungCalls() {
        return calls.hung();
    }

    @Override
    public void close() {
        credentials.close();
    }

    /**
     * Whether this service sends the bytes. A client that follows a redirect may keep Range but drop If-Range. If it holds a
     * part of an older object, the store would then send a part of the new object, not the whole object.
     */
    private boolean isStreamed(DownloadCaller caller, MultiMap headers) {
        return caller.credentialHeader()
                || delivery == Delivery.STREAM
                || (headers.contains("Range") && headers.contains("If-Range"));
    }

    private Future<ObjectKey> key(RasterAsset asset) {
        ObjectKey key = new ObjectKey(asset.uri());
        return key.isAddressable()
                ? Future.succeededFuture(key)
                : Future.failedFuture(UnservableAssetException.failure(
                        UnservableCause.INVALID_KEY,
                        asset.uri(),
                        "browsers resolve the segments . and .., so no URL reaches this key"));
    }

    private Future<Cog> redirect(ObjectKey key, RasterAsset asset, DownloadCaller caller) {
        Map<String, String> query = new HashMap<>();
        query.put("response-content-disposition", ContentDisposition.of(asset.title()));
        query.put("response-content-type", Cog.MEDIA_TYPE);
        caller.token().flatMap(VerifiedToken::id).ifPresent(id -> query.put(TOKEN_ID_PARAMETER, id.value()));
        long seconds = Math.max(1, (long) (caller.authorizedUntil() - clock.millis() / 1000.0));
        return calls.<Cog>call(() -> new Cog.Redirect(
                        signer.url(publicAddress, publicAddress.path(key.value()), query, Duration.ofSeconds(seconds))))
                .recover(failure -> Future.failedFuture(store.unavailable(key.value(), failure)));
    }
}
