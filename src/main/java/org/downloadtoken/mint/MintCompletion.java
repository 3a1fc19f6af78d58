package org.downloadtoken.mint;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.Outcome;
import org.downloadtoken.server.client.InvalidCredentialLimit;

/** Ends each request for a token. Every routed request completes here, so each outcome is recorded exactly once. */
public record MintCompletion(InvalidCredentialLimit invalidCredentials, MintRecorder recorder) {
    /** Responds, or fails or throws. */
    @FunctionalInterface
    interface Operation {
        Future<?> run(MintAttempt attempt, InvalidCredentialLimit.Attempt credential);
    }

    void complete(RoutingContext context, Operation operation) {
        MintAttempt attempt = new MintAttempt(context.request());
        InvalidCredentialLimit.Attempt credential = invalidCredentials.attempt(context.request());
        run(operation, attempt, credential).onComplete(minted -> {
            if (minted.succeeded()) {
                recorder.record(attempt, Outcome.GRANTED);
            } else {
                Throwable failure = credential.counted(minted.cause());
                recorder.record(attempt, Failure.of(failure).outcome());
                context.fail(failure);
            }
        });
    }

    private static Future<?> run(Operation operation, MintAttempt attempt, InvalidCredentialLimit.Attempt credential) {
        try {
            return operation.run(attempt, credential);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }
}
