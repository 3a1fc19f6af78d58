package org.downloadtoken.download;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.downloadtoken.download.storage.CogFinder;
import org.downloadtoken.download.storage.CogRequest;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.guard.DownloadAccess;
import org.downloadtoken.guard.DownloadAudit;
import org.downloadtoken.metrics.DownloadMetrics;
import org.downloadtoken.metrics.DownloadResponse;
import org.downloadtoken.metrics.Operation;
import org.downloadtoken.server.QueryParameters;
import org.downloadtoken.server.client.InvalidCredentialLimit;
import org.downloadtoken.server.contract.DatasetIdParser;
import org.downloadtoken.token.DownloadAuthenticator;
import org.downloadtoken.token.DownloadCaller;

/**
 * Handles GET and HEAD /datasets/{dataset_id}/download/cog, and the same with a file name: validates the id, authenticates the
 * caller, checks access, finds the file, sends the selected part.
 */
public record DownloadCogHandler(
        DatasetIdParser datasetIds,
        DownloadAuthenticator authenticator,
        InvalidCredentialLimit invalidCredentials,
        DownloadAccess access,
        DownloadAudit audit,
        DownloadLimit limit,
        CogFinder finder,
        CogResponse response,
        UnservableAssetReporter unservable,
        DownloadMetrics metrics)
        implements Handler<RoutingContext> {

    /** Every routed request completes here, so each outcome, expected or not, is counted exactly once, after the last byte. */
    @Override
    public void handle(RoutingContext context) {
        InvalidCredentialLimit.Attempt attempt = invalidCredentials.attempt(context.request());
        download(context, attempt).onComplete(sent -> {
            if (sent.succeeded()) {
                metrics.sent(sent.result());
            } else {
                Throwable failure = attempt.counted(sent.cause());
                metrics.answered(Operation.DOWNLOAD, Failure.of(failure).outcome());
                context.fail(failure);
            }
        });
    }

    private Future<DownloadResponse> download(RoutingContext context, InvalidCredentialLimit.Attempt attempt) {
        try {
            HttpServerRequest request = context.request();
            UUID datasetId = datasetIds.parse(context.pathParam("dataset_id"));
            return authenticator
                    .authenticate(request.headers(), QueryParameters.of(request.query()), datasetId, attempt)
                    .compose(caller -> send(request, datasetId, caller)
                            .recover(failure -> Failure.of(failure) == Failure.FILE_MISSING && access.forget(datasetId)
                                    ? send(request, datasetId, caller) // the cached location may be out of date
                                    : Future.failedFuture(failure)))
                    .onFailure(failure -> unservable.report(datasetId, failure));
        } catch (Throwable failure) { // an error is counted as well
            return Future.failedFuture(failure);
        }
    }

    private Future<DownloadResponse> send(HttpServerRequest request, UUID datasetId, DownloadCaller caller) {
        return access.check(request, datasetId, caller)
                .onSuccess(grant -> audit.atResponse(request, Operation.DOWNLOAD, caller, grant))
                .map(grant -> finder.asset(grant))
                .compose(asset -> limit.apply(
                        request,
                        caller.caller(),
                        permit -> send(request, new CogRequest(asset, caller, request.headers(), permit))));
    }

    private Future<DownloadResponse> send(HttpServerRequest request, CogRequest cogRequest) {
        boolean head = request.method().equals(HttpMethod.HEAD);
        return (head ? finder.head(cogRequest) : finder.get(cogRequest))
                .compose(cog -> response.send(request, cogRequest.asset(), cog));
    }
}
