package org.downloadtoken.download.storage.s3;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import org.downloadtoken.config.ObjectStore;
import org.downloadtoken.download.storage.StorageBulkhead;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Checks once whether the bucket and the credentials of the settings work. */
public final class BucketCheck {
    private static final long SIGNING_TIMEOUT_MS = 3_000;

    private BucketCheck() {}

    /** Succeeds if the bucket can be used. Otherwise the message of the failure is one line for the operator. */
    public static Future<Void> run(Vertx vertx, ObjectStore settings, Clock clock) {
        DefaultCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build();
        S3Requests requests = new S3Requests(
                vertx,
                new StorageBulkhead(vertx, SIGNING_TIMEOUT_MS),
                new S3Signer(settings.region(), credentials, clock),
                S3Address.of(settings.bucket(), settings.endpoint(), settings.region()));
        return requests.send(SdkHttpMethod.HEAD, requests.address().path(), Map.of(), Map.of())
                .compose(response -> response.statusCode() == 200
                        ? Future.<Void>succeededFuture()
                        : new BucketProbe(requests, System::nanoTime)
                                .works("")
                                .compose(works -> works
                                        ? Future.<Void>succeededFuture()
                                        : Future.failedFuture(
                                                "the store answers with status " + response.statusCode())))
                .onComplete(done -> credentials.close());
    }
}
