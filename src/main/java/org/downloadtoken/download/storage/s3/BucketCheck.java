package org.downloadtoken.download.storage.s3;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.downloadtoken.config.ObjectStore;
import org.downloadtoken.download.storage.StorageBulkhead;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Checks once whether the bucket and the credentials of the settings work. */
public final class BucketCheck {
    private static final long SIGNING_TIMEOUT_MS = 3_000;
    private static final Map<String, String> LIST_ONE_OBJECT = Map.of("list-type", "2", "max-keys", "1");

    /** The error codes of a store that knows the credentials. Some stores send none. */
    private static final Set<String> DENIED = Set.of("AccessDenied", "");

    private final S3Requests requests;

    private BucketCheck(S3Requests requests) {
        this.requests = requests;
    }

    /** What a check learns about the rights of the credentials. No object is read, since the check knows none. */
    public enum Access {
        /** The credentials may list or locate the bucket. */
        LISTED,

        /** The store denies both. The credentials may still be allowed to read the objects. */
        NOT_LISTED
    }

    /** Fails if the bucket cannot be used. The message of the failure is then one line for the operator. */
    public static Future<Access> run(Vertx vertx, ObjectStore settings, Clock clock) {
        DefaultCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build();
        S3Requests requests = new S3Requests(
                vertx,
                new StorageBulkhead(vertx, SIGNING_TIMEOUT_MS),
                new S3Signer(settings.region(), credentials, clock),
                S3Address.of(settings.bucket(), settings.endpoint(), settings.region()));
        return new BucketCheck(requests).access().onComplete(done -> credentials.close());
    }

    private Future<Access> access() {
        String bucket = requests.address().path();
        return requests.send(SdkHttpMethod.HEAD, bucket, Map.of(), Map.of())
                .compose(head -> head.statusCode() == 200
                        ? Future.succeededFuture(Access.LISTED)
                        // A response to HEAD has no error code.
                        : requests.send(SdkHttpMethod.GET, bucket, LIST_ONE_OBJECT, Map.of())
                                .compose(this::listed));
    }

    private Future<Access> listed(HttpClientResponse response) {
        if (response.statusCode() == 200) {
            S3Requests.discard(response);
            return Future.succeededFuture(Access.LISTED);
        }
        // The bucket is located only if it was denied: some stores also locate a bucket that does not exist.
        return S3Error.of(response)
                .compose(error -> error.status() == 403 && DENIED.contains(error.code())
                        ? new BucketProbe(requests, System::nanoTime).works("")
                        : Future.failedFuture("the store answers " + error))
                .map(located -> located ? Access.LISTED : Access.NOT_LISTED);
    }
}
