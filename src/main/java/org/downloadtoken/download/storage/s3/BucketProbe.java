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
 * Tells whether bucket and credentials work, which an answer AccessDenied leaves open. One success suffices: HEAD of the
 * object that was read last (s3:GetObject), HEAD of the bucket (s3:ListBucket), or its location (s3:GetBucketLocation).
 * Shared by all event loops; of two results at the same time either is true.
 */
final class BucketProbe {
    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final S3Requests requests;
    private final LongSupplier nanoTime;
    private volatile List<String> lastRead = List.of();
    private volatile Optional<Result> remembered = Optional.empty();
    private volatile Future<Boolean> underWay = Future.succeededFuture(false);

    BucketProbe(S3Requests requests, LongSupplier nanoTime) {
        this.requests = requests;
        this.nanoTime = nanoTime;
    }

    /** An object was read at this path. */
    void read(String path) {
        if (!lastRead.contains(path)) {
            lastRead =
                    Stream.concat(Stream.of(path), lastRead.stream()).limit(2).toList();
        }
        if (remembered.filter(result -> !result.works).isPresent()) {
            remembered = Optional.empty();
        }
    }

    /** Concurrent callers share one probe; the object at this path, which could not be read, proves nothing. */
    Future<Boolean> works(String failing) {
        Future<Boolean> shared = underWay;
        if (!shared.isComplete()) {
            return shared;
        }
        return remembered
                .filter(result -> nanoTime.getAsLong() - result.at < REMEMBERED_NANOS)
                .map(result -> Future.succeededFuture(result.works))
                .orElseGet(() -> {
                    Future<Boolean> asked = ask(failing)
                            .onSuccess(works -> remembered = Optional.of(new Result(works, nanoTime.getAsLong())));
                    underWay = asked;
                    return asked;
                });
    }

    private Future<Boolean> ask(String failing) {
        String bucket = requests.address().path();
        return lastRead.stream()
                .filter(path -> !path.equals(failing))
                .findFirst()
                .map(path -> succeeds(SdkHttpMethod.HEAD, path, Map.of()))
                .orElse(Future.succeededFuture(false))
                .compose(works -> works ? yes() : succeeds(SdkHttpMethod.HEAD, bucket, Map.of()))
                .compose(works -> works ? yes() : succeeds(SdkHttpMethod.GET, bucket, Map.of("location", "")));
    }

    private Future<Boolean> succeeds(SdkHttpMethod method, String path, Map<String, String> query) {
        return requests.send(method, path, query, Map.of())
                .map(response -> {
                    S3Requests.discard(response); // its body may never end
                    return response.statusCode() == 200;
                })
                .otherwise(false);
    }

    private static Future<Boolean> yes() {
        return Future.succeededFuture(true);
    }

    private record Result(boolean works, long at) {}
}
