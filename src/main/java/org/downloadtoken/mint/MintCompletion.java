package org.downloadtoken.mint;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Consumer;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.server.client.InvalidCredentialLimit;

/** Ends each request for tokens. Every request completes here, so each outcome is recorded exactly once. */
public record MintCompletion(InvalidCredentialLimit invalidCredentials, MintRecorder recorder) {
    /** Sends the response, and returns one result for each dataset. If it fails or throws, it has sent nothing. */
    @FunctionalInterface
    interface Handling {
        Future<List<MintResult>> run(MintAttempt attempt, InvalidCredentialLimit.Attempt credential);
    }

    /**
     * Handles a request.
     *
     * @param failed responds to a failure
     */
    void complete(HttpServerRequest request, Consumer<Throwable> failed, Handling handling) {
        MintAttempt attempt = new MintAttempt(request);
        InvalidCredentialLimit.Attempt credential = invalidCredentials.attempt(request);
        Future<List<MintResult>> results = run(handling, attempt, credential);
        if (results.succeeded()) { // no chain on a completed future, see MintDownloadTokenHandler
            recorder.record(attempt, results.result());
            return;
        }
        results.onComplete(handled -> {
            if (handled.succeeded()) {
                recorder.record(attempt, handled.result());
            } else {
                Throwable failure = credential.counted(handled.cause());
                recorder.record(attempt, attempt.refused(Failure.of(failure).outcome()));
                failed.accept(failure);
            }
        });
    }

    private static Future<List<MintResult>> run(
            Handling handling, MintAttempt attempt, InvalidCredentialLimit.Attempt credential) {
        try {
            return handling.run(attempt, credential);
        } catch (Throwable failure) { // an error is counted as well
            return Future.failedFuture(failure);
        }
    }
}
