package org.downloadtoken.mint;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.server.client.InvalidCredentialLimit;

/** Ends each request for tokens. Every routed request completes here, so each outcome is recorded exactly once. */
public record MintCompletion(InvalidCredentialLimit invalidCredentials, MintRecorder recorder) {
    /** Sends the response, and returns one result for each dataset. If it fails or throws, it has sent nothing. */
    @FunctionalInterface
    interface Handling {
        Future<List<MintResult>> run(MintAttempt attempt, InvalidCredentialLimit.Attempt credential);
    }

    void complete(RoutingContext context, Handling handling) {
        MintAttempt attempt = new MintAttempt(context.request());
        InvalidCredentialLimit.Attempt credential = invalidCredentials.attempt(context.request());
        run(handling, attempt, credential).onComplete(answered -> {
            if (answered.succeeded()) {
                recorder.record(attempt, answered.result());
            } else {
                Throwable failure = credential.counted(answered.cause());
                recorder.record(attempt, attempt.refused(Failure.of(failure).outcome()));
                context.fail(failure);
            }
        });
    }

    private static Future<List<MintResult>> run(
            Handling handling, MintAttempt attempt, InvalidCredentialLimit.Attempt credential) {
        try {
            return handling.run(attempt, credential);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }
}
