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
import org.downloadtoken.download.storage.AssetMissing;
import org.downloadtoken.download.storage.CogFinder;
import org.downloadtoken.metrics.Operation;
import org.downloadtoken.metrics.TokenMetrics;
import org.downloadtoken.server.InvalidDatasetId;
import org.downloadtoken.server.MalformedRequest;
import org.downloadtoken.server.Problem;
import org.downloadtoken.server.QueryParameters;
import org.downloadtoken.server.contract.DatasetIdParser;
import org.downloadtoken.session.InvalidCredentials;
import org.downloadtoken.token.DownloadAuthenticator;
import org.downloadtoken.token.DownloadCaller;

/** The way of a download: validate, authenticate, ask for access, find the file, send what was asked for of it. */
public record DownloadCogHandler(
        DatasetIdParser datasetIds,
        DownloadAuthenticator authenticator,
        DatasetAccess access,
        CogFinder finder,
        CogResponse response,
        TokenMetrics metrics)
        implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        try {
            UUID datasetId = datasetIds.parse(context.pathParam("dataset_id"));
            DownloadCaller caller =
                    authenticator.authenticate(request.headers(), QueryParameters.of(request.query()), datasetId);
            AccessRequest question = new AccessRequest(datasetId, caller.caller(), Use.DOWNLOAD);
            send(request, question, caller)
                    .recover(failure -> failure instanceof AssetMissing && access.forget(datasetId)
                            ? send(request, question, caller) // the file may have moved since it was remembered
                            : Future.failedFuture(failure))
                    .onSuccess(sent -> metrics.answered(Operation.DOWNLOAD, 200))
                    .onFailure(failure -> refuse(context, failure));
        } catch (InvalidDatasetId | MalformedRequest | InvalidCredentials refused) {
            refuse(context, refused);
        }
    }

    private Future<Void> send(HttpServerRequest request, AccessRequest question, DownloadCaller caller) {
        boolean head = request.method().equals(HttpMethod.HEAD);
        return access.ask(question)
                .map(grant -> finder.asset(grant.content()))
                .compose(asset -> (head ? finder.head(asset, caller) : finder.get(asset, caller, request.headers()))
                        .compose(cog -> response.send(request, asset, cog)));
    }

    private void refuse(RoutingContext context, Throwable failure) {
        metrics.answered(Operation.DOWNLOAD, Problem.of(failure).status());
        context.fail(failure);
    }
}
