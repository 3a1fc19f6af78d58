package org.downloadtoken.forwardauth;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.Outcome;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.guard.DownloadAccess;
import org.downloadtoken.guard.DownloadAudit;
import org.downloadtoken.metrics.DownloadMetrics;
import org.downloadtoken.metrics.Operation;
import org.downloadtoken.server.client.InvalidCredentialLimit;
import org.downloadtoken.server.contract.DirectOperation;
import org.downloadtoken.token.DownloadAuthenticator;
import org.downloadtoken.token.DownloadCaller;

/**
 * Handles GET and HEAD of /auth/verify, and of every path below /auth/ext-authz: reads the request that a proxy forwards,
 * authenticates its caller, checks access, responds with a status.
 *
 * @param allowed responds if the download is allowed
 */
public record VerifyDownloadHandler(
        AuthorizationResponse allowed,
        ForwardedRequestReader reader,
        DownloadAuthenticator authenticator,
        InvalidCredentialLimit invalidCredentials,
        DownloadAccess access,
        DownloadAudit audit,
        DownloadMetrics metrics)
        implements DirectOperation {
    @Override
    public void handle(RoutingContext context) {
        handle(context.request(), "", context::fail);
    }

    /** Every request completes here, so each outcome, expected or not, is counted exactly once. */
    @Override
    public void handle(HttpServerRequest request, String rest, Consumer<Throwable> failed) {
        InvalidCredentialLimit.Attempt attempt = invalidCredentials.attempt(request);
        verify(request, rest, attempt).onComplete(verified -> {
            if (verified.succeeded()) {
                metrics.answered(Operation.VERIFY, Outcome.GRANTED);
            } else {
                Throwable failure = attempt.counted(verified.cause());
                metrics.answered(Operation.VERIFY, Failure.of(failure).outcome());
                failed.accept(failure);
            }
        });
    }

    private Future<Granted> verify(HttpServerRequest request, String rest, InvalidCredentialLimit.Attempt attempt) {
        try {
            ForwardedRequest forwarded = reader.read(request, rest);
            return authenticator
                    .authenticate(request.headers(), forwarded.query(), forwarded.datasetId(), attempt)
                    .compose(caller -> check(request, forwarded, caller)
                            .onSuccess(grant -> audit.atResponse(request, Operation.VERIFY, caller, grant)))
                    .map(grant -> allowed.send(request.response(), grant));
        } catch (Throwable failure) { // an error is counted as well
            return Future.failedFuture(failure);
        }
    }

    private Future<Granted> check(HttpServerRequest request, ForwardedRequest forwarded, DownloadCaller caller) {
        if (!forwarded.isRead()) {
            throw caller.isWithoutCredential()
                    ? RequestFailure.unauthorized(Challenge.NO_CREDENTIAL) // only reads are open
                    : new RequestFailure(Failure.DOWNLOAD_FORBIDDEN);
        }
        return access.check(request, forwarded.datasetId(), caller)
                .recover(failure -> Future.failedFuture(withoutReason(failure)));
    }

    /** A proxy learns that the credential is invalid or its client too fast, but not why access is refused. */
    private static Throwable withoutReason(Throwable failure) {
        Failure reason = Failure.of(failure);
        return reason.isRefusal() && reason != Failure.INVALID_CREDENTIAL && reason != Failure.RATE_LIMITED
                ? new RequestFailure(Failure.DOWNLOAD_FORBIDDEN)
                : failure;
    }
}
