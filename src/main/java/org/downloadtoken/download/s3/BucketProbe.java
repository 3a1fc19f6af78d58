package org.downloadtoken.download.s3;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Tells whether bucket and credentials work, which an answer AccessDenied leaves open. One success suffices: HEAD of the
 * object that was read last (s3:GetObject), HEAD of the bucket (s3:ListBucket), or its location (s3:GetBucketLocation).
 * Shared by all event loops; of two results at the same time either is true.
 */
final class BucketProbe {
    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final S3Requests requests;
    private final LongSupplier nanoTime;
    private volatile Optional<String> lastRead = Optional.empty();
    private volatile Optional<Result> remembered = Optional.empty();

    BucketProbe(S3Requests requests, LongSupplier nanoTime) {
        this.requests = requests;
        this.nanoTime = nanoTime;
    }

    /** An object was read at this path. */
    void read(String path) {
        lastRead = Optional.of(path);
        if (remembered.filter(result -> !result.works).isPresent()) {
            remembered = Optional.empty();
        }
    }

    Future<Boolean> works() {
        return remembered
                .filter(result -> nanoTime.getAsLong() - result.at < REMEMBERED_NANOS)
                .map(result -> Future.succeededFuture(result.works))
                .orElseGet(() ->
                        ask().onSuccess(works -> remembered = Optional.of(new Result(works, nanoTime.getAsLong()))));
    }

    private Future<Boolean> ask() {
        String bucket = requests.address().path();
        return lastRead.map(path -> succeeds(SdkHttpMethod.HEAD, path, Map.of()))
                .orElse(Future.succeededFuture(false))
                .compose(works -> works ? yes() : succeeds(SdkHttpMethod.HEAD, bucket, Map.of()))
                .compose(works -> works ? yes() : succeeds(SdkHttpMethod.GET, bucket, Map.of("location", "")));
    }

    private Future<Boolean> succeeds(SdkHttpMethod method, String path, Map<String, String> query) {
        return requests.send(method, path, query, Map.of())
                .map(response -> {
                    response.resume();
                    return response.statusCode() == 200;
                })
                .otherwise(false);
    }

    private static Future<Boolean> yes() {
        return Future.succeededFuture(true);
    }

    private record Result(boolean works, long at) {}
}
