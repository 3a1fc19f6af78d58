package org.downloadtoken.mint;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.downloadtoken.server.ProblemHandler;
import org.downloadtoken.server.QueryParameters;
import org.downloadtoken.server.client.InvalidCredentialLimit;

/**
 * Handles POST /auth/download-tokens: reads the ids, authenticates the caller, applies the rate limit to each id, checks access
 * with one query, mints the tokens.
 */
public record MintTokenBatchHandler(
        TokenBatchAuthorizer authorizer, TokenResponseCache tokens, MintCompletion completion)
        implements Handler<RoutingContext> {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    @Override
    public void handle(RoutingContext context) {
        completion.complete(
                context.request(), context::fail, (attempt, credential) -> mint(context, attempt, credential));
    }

    private Future<List<MintResult>> mint(
            RoutingContext context, MintAttempt attempt, InvalidCredentialLimit.Attempt credential) {
        HttpServerRequest request = context.request();
        TokenBatchRequest body =
                TokenBatchRequest.parse(request.headers(), context.body().buffer());
        attempt.requested(body.ids());
        return authorizer
                .authorize(attempt, body.ids(), QueryParameters.of(request.query()), credential)
                .compose(decisions -> new TokenBatchWriter(tokens, body.datasets(), decisions).write(context.vertx()))
                .map(written -> respond(context, written));
    }

    private static List<MintResult> respond(RoutingContext context, TokenBatchWriter.Written written) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, ProblemHandler.NO_STORE)
                .end(written.body());
        return written.results();
    }
}
