package org.downloadtoken.download.storage.s3;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Checks whether the bucket and the credentials work, after a response such as AccessDenied with an unclear cause. One success
 * suffices: HEAD of a recently read object (s3:GetObject), HEAD of the bucket (s3:ListBucket), or the location of the bucket
 * (s3:GetBucketLocation). Shared by all event loops. If two probes end at the same time, either result may be remembered.
 */
final class BucketProbe {
    private static final long RESULT_TTL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final S3Requests requests;
    private final LongSupplier nanoTime;
    private volatile List<String> recentlyRead = List.of();
    private volatile Optional<Result> latest = Optional.empty();
    private volatile Future<Boolean> inFlight = Future.succeededFuture(false);

    BucketProbe(S3Requests requests, LongSupplier nanoTime) {
        this.requests = requests;
        this.nanoTime = nanoTime;
    }

    /** Records that the object at this path was read, which also invalidates a negative result. */
    void recordRead(String path) {
        if (!recentlyRead.contains(path)) {
            recentlyRead = Stream.concat(Stream.of(path), recentlyRead.stream())
                    .limit(2)
                    .toList();
        }
        if (latest.filter(result -> !result.works).isPresent()) {
            latest = Optional.empty();
        }
    }

    /**
     * Whether bucket and credentials work. Concurrent callers share one probe.
     *
     * @param failedPath the path of the object that could not be read; the probe does not use it
     */
    Future<Boolean> works(String failedPath) {
        Future<Boolean> shared = inFlight;
        if (!shared.isComplete()) {
            return shared;
        }
        return latest.filter(result -> nanoTime.getAsLong() - result.at < RESULT_TTL_NANOS)
                .map(result -> Future.succeededFuture(result.works))
                .orElseGet(() -> {
                    Future<Boolean> probe = probe(failedPath)
                            .onSuccess(works -> latest = Optional.of(new Result(works, nanoTime.getAsLong())));
                    inFlight = probe;
                    return probe;
                });
    }

    private Future<Boolean> probe(String failedPath) {
        String bucket = requests.address().path();
        return recentlyRead.stream()
                .filter(path -> !path.equals(failedPath))
                .findFirst()
                .map(path -> succeeds(SdkHttpMethod.HEAD, path, Map.of()))
                .orElse(Future.succeededFuture(false))
                .compose(works -> works ? yes() : succeeds(SdkHttpMethod.HEAD, bucket, Map.of()))
                .compose(works -> works ? yes() : succeeds(SdkHttpMethod.GET, bucket, Map.of("location", "")));
    }

    private Future<Boolean> succeeds(SdkHttpMethod method, String path, Map<String, String> query) {
        return requests.send(method, path, query, Map.of())
                .map(response -> {
                    S3Requests.discard(response); // the body may never end
                    return response.statusCode() == 200;
                })
                .otherwise(false);
    }

    private static Future<Boolean> yes() {
        return Future.succeededFuture(true);
    }

    private record Result(boolean works, long at) {}
}
