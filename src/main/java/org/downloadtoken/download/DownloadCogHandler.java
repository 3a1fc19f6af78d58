package org.downloadtoken.download;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.downloadtoken.access.DatasetAccess;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.AccessRequest.Use;
import org.downloadtoken.download.storage.CogFinder;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.metrics.DownloadMetrics;
import org.downloadtoken.metrics.DownloadResponse;
import org.downloadtoken.metrics.Operation;
import org.downloadtoken.server.QueryParameters;
import org.downloadtoken.server.contract.DatasetIdParser;
import org.downloadtoken.token.DownloadAuthenticator;
import org.downloadtoken.token.DownloadCaller;

/**
 * Handles GET and HEAD /datasets/{dataset_id}/download/cog: validates the id, authenticates the caller, checks access, finds
 * the file, sends the selected part.
 */
public record DownloadCogHandler(
        DatasetIdParser datasetIds,
        DownloadAuthenticator authenticator,
        DatasetAccess access,
        CogFinder finder,
        CogResponse response,
        DownloadMetrics metrics)
        implements Handler<RoutingContext> {

    /** Every routed request completes here, so each outcome, expected or not, is counted exactly once, after the last byte. */
    @Override
    public void handle(RoutingContext context) {
        download(context).onComplete(sent -> {
            if (sent.succeeded()) {
                metrics.sent(sent.result());
            } else {
                metrics.answered(Operation.DOWNLOAD, Failure.of(sent.cause()).outcome());
                context.fail(sent.cause());
            }
        });
    }

    private Future<DownloadResponse> download(RoutingContext context) {
        try {
            HttpServerRequest request = context.request();
            UUID datasetId = datasetIds.parse(context.pathParam("dataset_id"));
            DownloadCaller caller =
                    authenticator.authenticate(request.headers(), QueryParameters.of(request.query()), datasetId);
            AccessRequest accessRequest = new AccessRequest(datasetId, caller.caller(), Use.DOWNLOAD);
            return send(request, accessRequest, caller)
                    .recover(failure -> Failure.of(failure) == Failure.FILE_MISSING && access.forget(datasetId)
                            ? send(request, accessRequest, caller) // the cached location may be out of date
                            : Future.failedFuture(failure));
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private Future<DownloadResponse> send(
            HttpServerRequest request, AccessRequest accessRequest, DownloadCaller caller) {
        boolean head = request.method().equals(HttpMethod.HEAD);
        return access.check(accessRequest)
                .map(grant -> finder.asset(grant.content()))
                .compose(asset -> (head ? finder.head(asset, caller) : finder.get(asset, caller, request.headers()))
                        .compose(cog -> response.send(request, asset, cog)));
    }
}
