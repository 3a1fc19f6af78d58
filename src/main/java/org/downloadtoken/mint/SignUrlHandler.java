package org.downloadtoken.mint;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.log.RateLimitedLog;
import org.downloadtoken.server.ProblemHandler;
import org.downloadtoken.server.QueryParameters;
import org.downloadtoken.server.client.InvalidCredentialLimit;
import org.slf4j.LoggerFactory;

/**
 * Handles GET /auth/sign: validates the URL, authenticates the caller, applies the rate limit, checks access, responds with the
 * URL and its token. The form of the response is that of the Planetary Computer, which GDAL reads.
 *
 * @param urls empty if the service does not know its public URL; every request is then answered 404
 */
public record SignUrlHandler(
        Optional<DownloadUrl> urls, MintAuthorizer authorizer, TokenResponseCache tokens, MintCompletion completion)
        implements Handler<RoutingContext> {
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(SignUrlHandler.class), System::nanoTime);
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    @Override
    public void handle(RoutingContext context) {
        if (urls.isEmpty()) {
            context.fail(404); // the operation is off, so this is not counted as a request for a token
            return;
        }
        completion.complete(
                context.request(),
                context::fail,
                (attempt, credential) -> sign(context, urls.get(), attempt, credential));
    }

    private Future<List<MintResult>> sign(
            RoutingContext context, DownloadUrl url, MintAttempt attempt, InvalidCredentialLimit.Attempt credential) {
        Map<String, List<String>> query = QueryParameters.of(context.request().query());
        DownloadUrl.Target target = target(url, query);
        attempt.requested(target.datasetId());
        return authorizer
                .authorize(attempt, target.datasetId(), query, credential)
                .map(grant -> respond(context, url, target, tokens.minted(grant)));
    }

    private static DownloadUrl.Target target(DownloadUrl url, Map<String, List<String>> query) {
        List<String> hrefs = query.getOrDefault("href", List.of());
        return Optional.of(hrefs)
                .filter(values -> values.size() == 1)
                .flatMap(values -> url.target(values.get(0)))
                .orElseThrow(() -> {
                    LOG.warn(
                            "href",
                            "GET /auth/sign was answered 400: href is not the URL of a download below PUBLIC_URL ("
                                    + url.publicUrl().origin() + url.publicUrl().path() + ")");
                    return new RequestFailure(Failure.NOT_A_DOWNLOAD_URL);
                });
    }

    private static List<MintResult> respond(
            RoutingContext context, DownloadUrl url, DownloadUrl.Target target, TokenResponseCache.Minted minted) {
        JsonObject body = new JsonObject()
                .put("href", url.withToken(target, minted.token().value()))
                .put("msft:expiry", Instant.ofEpochSecond(minted.expiresAt()).toString());
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, ProblemHandler.NO_STORE)
                .end(body.toBuffer());
        return List.of(MintResult.granted(target.datasetId(), minted.token()));
    }
}
