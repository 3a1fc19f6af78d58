package org.downloadtoken.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.downloadtoken.access.AccessQuestion;
import org.downloadtoken.access.AccessQuestion.Use;
import org.downloadtoken.access.DatasetAccess;
import org.downloadtoken.caller.InvalidCredentials;
import org.downloadtoken.download.AssetMissing;
import org.downloadtoken.download.CogFinder;
import org.downloadtoken.download.DownloadAuthenticator;
import org.downloadtoken.download.DownloadCaller;
import org.downloadtoken.metrics.Operation;
import org.downloadtoken.metrics.TokenMetrics;

/** The way of a download: validate, authenticate, ask for access, find the file, send what was asked for of it. */
record DownloadCogHandler(
        ContractValidator validator,
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
            UUID datasetId = validator.datasetId(context.pathParam("dataset_id"));
            DownloadCaller caller = authenticator.authenticate(request.headers(), Query.of(request.query()), datasetId);
            AccessQuestion question = new AccessQuestion(datasetId, caller.caller(), Use.DOWNLOAD);
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

    private Future<Void> send(HttpServerRequest request, AccessQuestion question, DownloadCaller caller) {
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
