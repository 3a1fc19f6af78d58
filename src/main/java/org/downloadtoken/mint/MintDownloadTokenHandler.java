package org.downloadtoken.mint;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import org.downloadtoken.server.ProblemHandler;
import org.downloadtoken.server.QueryParameters;
import org.downloadtoken.server.client.InvalidCredentialLimit;
import org.downloadtoken.server.contract.DatasetIdParser;

/**
 * Handles POST /auth/download-token/{dataset_id}: validates the id, authenticates the caller, applies the rate limit, checks
 * access, mints the token.
 */
public record MintDownloadTokenHandler(
        DatasetIdParser datasetIds, MintAuthorizer authorizer, TokenResponseCache responses, MintCompletion completion)
        implements Handler<RoutingContext> {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    @Override
    public void handle(RoutingContext context) {
        completion.complete(context, (attempt, credential) -> mint(context, attempt, credential));
    }

    private Future<List<MintResult>> mint(
            RoutingContext context, MintAttempt attempt, InvalidCredentialLimit.Attempt credential) {
        HttpServerRequest request = context.request();
        UUID datasetId = datasetIds.parse(context.pathParam("dataset_id"));
        attempt.requested(datasetId);
        return authorizer
                .authorize(attempt, datasetId, QueryParameters.of(request.query()), credential)
                .map(grant -> respond(context, datasetId, responses.minted(grant)));
    }

    private static List<MintResult> respond(RoutingContext context, UUID datasetId, TokenResponseCache.Minted minted) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, ProblemHandler.NO_STORE)
                .end(minted.body());
        return List.of(MintResult.granted(datasetId, minted.token()));
    }
}
