package org.downloadtoken.mint;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.server.ProblemHandler;
import org.downloadtoken.server.QueryParameters;
import org.downloadtoken.server.client.InvalidCredentialLimit;
import org.downloadtoken.server.contract.DatasetIdParser;
import org.downloadtoken.server.contract.DirectOperation;

/**
 * Handles POST /auth/download-token/{dataset_id}: validates the id, authenticates the caller, applies the rate limit, checks
 * access, mints the token.
 */
public record MintDownloadTokenHandler(
        DatasetIdParser datasetIds, MintAuthorizer authorizer, TokenResponseCache responses, MintCompletion completion)
        implements DirectOperation {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    @Override
    public void handle(RoutingContext context) {
        handle(context.request(), context.pathParam("dataset_id"), context::fail);
    }

    @Override
    public void handle(HttpServerRequest request, String datasetId, Consumer<Throwable> failed) {
        completion.complete(request, failed, (attempt, credential) -> mint(request, datasetId, attempt, credential));
    }

    /** Responds without a chain of futures if the decision is there: the chain costs 0.3 µs. */
    private Future<List<MintResult>> mint(
            HttpServerRequest request,
            String parameter,
            MintAttempt attempt,
            InvalidCredentialLimit.Attempt credential) {
        UUID datasetId = datasetIds.parse(parameter);
        attempt.requested(datasetId);
        Future<Granted> grant =
                authorizer.authorize(attempt, datasetId, QueryParameters.of(request.query()), credential);
        return grant.succeeded()
                ? Future.succeededFuture(respond(request, grant.result()))
                : grant.map(granted -> respond(request, granted));
    }

    private List<MintResult> respond(HttpServerRequest request, Granted grant) {
        TokenResponseCache.Minted minted = responses.minted(grant);
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, ProblemHandler.NO_STORE)
                .end(minted.body());
        return List.of(MintResult.granted(grant.datasetId(), minted.token()));
    }
}
