package org.downloadtoken.forwardauth;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.downloadtoken.access.AccessRefused;
import org.downloadtoken.access.DatasetAccess;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.AccessRequest.Use;
import org.downloadtoken.metrics.Operation;
import org.downloadtoken.metrics.TokenMetrics;
import org.downloadtoken.server.Problem;
import org.downloadtoken.server.ProblemHandler;
import org.downloadtoken.session.InvalidCredentials;
import org.downloadtoken.token.DownloadAuthenticator;
import org.downloadtoken.token.DownloadCaller;

/** The way of a proxy's question whether a download may pass: read, authenticate, ask for access, answer by status. */
public record VerifyDownloadHandler(
        ForwardedRequestReader reader, DownloadAuthenticator authenticator, DatasetAccess access, TokenMetrics metrics)
        implements Handler<RoutingContext> {
    private static final CharSequence DATASET = HttpHeaders.createOptimized("X-Download-Dataset");
    private static final CharSequence SUBJECT = HttpHeaders.createOptimized("X-Download-Subject");

    @Override
    public void handle(RoutingContext context) {
        try {
            MultiMap headers = context.request().headers();
            ForwardedRequest asked = reader.read(headers);
            DownloadCaller caller = authenticator.authenticate(headers, asked.query(), asked.datasetId());
            if (!asked.isRead()) {
                throw new DownloadForbidden();
            }
            access.ask(new AccessRequest(asked.datasetId(), caller.caller(), Use.DOWNLOAD))
                    .onSuccess(grant -> pass(context.response(), grant))
                    .onFailure(failure -> refuse(context, failure));
        } catch (InvalidCredentials | DownloadForbidden refused) {
            refuse(context, refused);
        }
    }

    private void pass(HttpServerResponse response, Granted grant) {
        response.setStatusCode(204)
                .putHeader(HttpHeaders.CACHE_CONTROL, ProblemHandler.NO_STORE)
                .putHeader(DATASET, grant.datasetId().toString());
        grant.subject()
                .ifPresent(
                        subject -> response.putHeader(SUBJECT, subject.userId().toString()));
        response.end();
        metrics.answered(Operation.VERIFY, 204);
    }

    private void refuse(RoutingContext context, Throwable failure) {
        boolean notTold = failure instanceof AccessRefused refused && refused.reason() != Refused.CALLER_UNKNOWN;
        Throwable told = notTold ? new DownloadForbidden() : failure;
        metrics.answered(Operation.VERIFY, Problem.of(told).status());
        context.fail(told);
    }
}
