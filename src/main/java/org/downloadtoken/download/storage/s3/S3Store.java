package org.downloadtoken.download.storage.s3;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.downloadtoken.download.storage.ShownKey;
import org.downloadtoken.download.storage.UnservableAssetException;
import org.downloadtoken.failure.Causes;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.failure.UnservableCause;
import org.downloadtoken.log.RateLimitedLog;
import org.downloadtoken.representation.ByteRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Reads objects of one bucket. A missing object fails with {@link Failure#FILE_MISSING}. Every other error is an outage and
 * fails with {@link Failure#STORAGE_UNAVAILABLE}, which is logged.
 */
final class S3Store {
    private static final Logger LOG = LoggerFactory.getLogger(S3Store.class);
    private static final Map<String, String> ONE_BYTE = Map.of("Range", "bytes=0-0");

    private final String bucket;
    private final S3Requests requests;
    private final BucketProbe probe;
    private final RateLimitedLog outages;
    private final AtomicBoolean failing = new AtomicBoolean();

    S3Store(String bucket, S3Requests requests, LongSupplier nanoTime) {
        this.bucket = bucket;
        this.requests = requests;
        this.probe = new BucketProbe(requests, nanoTime);
        this.outages = new RateLimitedLog(LOG, nanoTime);
    }

    /** The current version of an object. */
    Future<ObjectVersion> head(String key) {
        String path = requests.address().path(key);
        return send(key, SdkHttpMethod.HEAD, Map.of()).compose(response -> {
            response.resume();
            if (response.statusCode() == 200) {
                probe.recordRead(path);
                if (failing.compareAndSet(true, false)) {
                    LOG.info("Bucket {} answers again", bucket);
                }
                return ObjectVersion.of(response)
                        .map(Future::succeededFuture)
                        .orElseGet(() -> outage(key, "the store describes an object without length or date"));
            }
            // A response to HEAD has no body and therefore no error code.
            return send(key, SdkHttpMethod.GET, ONE_BYTE).compose(withCode -> failure(key, withCode));
        });
    }

    /** The bytes of this version. Fails with {@link ObjectReplaced} if the store now has another version. */
    Future<HttpClientResponse> get(String key, ObjectVersion version, Optional<ByteRange> range) {
        return send(key, SdkHttpMethod.GET, version.requestHeaders(range)).compose(response -> {
            if (version.isSentBy(response, range)) {
                return Future.succeededFuture(response);
            }
            if (List.of(200, 206, 404, 412, 416).contains(response.statusCode())) {
                S3Requests.discard(response);
                return Future.failedFuture(new ObjectReplaced());
            }
            return failure(key, response);
        });
    }

    private static RequestFailure missing(String key, String cause) {
        return UnservableAssetException.failure(UnservableCause.MISSING, key, cause);
    }

    /** Logs the cause of an outage, and returns the failure. Other objects with the same cause are not logged. */
    RequestFailure unavailable(String key, Throwable cause) {
        failing.set(true);
        String causes = Causes.messages(cause);
        outages.warn(causes, name(key) + " cannot be read now: " + causes);
        return RequestFailure.storageUnavailable(cause);
    }

    private String name(String key) {
        return "Object " + ShownKey.of(key) + " of bucket " + bucket;
    }

    private Future<HttpClientResponse> send(String key, SdkHttpMethod method, Map<String, String> headers) {
        return requests.send(method, requests.address().path(key), Map.of(), headers)
                .recover(failure -> Future.failedFuture(unavailable(key, failure)));
    }

    private <T> Future<T> failure(String key, HttpClientResponse response) {
        if (response.statusCode() < 300) {
            S3Requests.discard(response);
            return outage(key, "the store answers GET, but not HEAD");
        }
        return S3Error.of(response).compose(error -> {
            if (error.isMissing()) {
                return Future.failedFuture(missing(key, "the store has no such object"));
            }
            if (!error.mayBeMissing()) {
                return outage(key, "the store answers " + error);
            }
            return probe.works(requests.address().path(key))
                    .compose(works -> works
                            ? Future.failedFuture(missing(
                                    key, "the store answers " + error + ", while other requests to the bucket succeed"))
                            : outage(key, "the store answers " + error + ", also to a probe of the bucket"));
        });
    }

    private <T> Future<T> outage(String key, String cause) {
        return Future.failedFuture(unavailable(key, new IllegalStateException(cause)));
    }
}
