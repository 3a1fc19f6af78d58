package org.downloadtoken.mint;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.server.client.InvalidCredentialLimit;

/** Ends each request for tokens. Every routed request completes here, so each outcome is recorded exactly once. */
public record MintCompletion(InvalidCredentialLimit invalidCredentials, MintRecorder recorder) {
    /** Responds, and returns what to record; or fails or throws. */
    @FunctionalInterface
    interface Operation {
        Future<List<MintResult>> run(MintAttempt attempt, InvalidCredentialLimit.Attempt credential);
    }

    void complete(RoutingContext context, Operation operation) {
        MintAttempt attempt = new MintAttempt(context.request());
        InvalidCredentialLimit.Attempt credential = invalidCredentials.attempt(context.request());
        run(operation, attempt, credential).onComplete(answered -> {
            if (answered.succeeded()) {
                answered.result().forEach(result -> recorder.record(attempt, result));
            } else {
                Throwable failure = credential.counted(answered.cause());
                attempt.allWith(Failure.of(failure).outcome()).forEach(result -> recorder.record(attempt, result));
                context.fail(failure);
            }
        });
    }

    private static Future<List<MintResult>> run(
            Operation operation, MintAttempt attempt, InvalidCredentialLimit.Attempt credential) {
        try {
            return operation.run(attempt, credential);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }
}
