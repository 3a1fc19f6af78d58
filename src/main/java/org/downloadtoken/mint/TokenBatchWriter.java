package org.downloadtoken.mint;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.FailureHeaders;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.mint.TokenBatchRequest.RequestedDataset;
import org.downloadtoken.server.ProblemBodies;

/**
 * Mints the tokens for one request, and writes the body of its response. An RSA signature takes about a millisecond, so
 * minting yields to other requests after two milliseconds. Used once, on one event loop.
 */
final class TokenBatchWriter {
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** More than most tokens need, so that the body does not grow. */
    private static final int BYTES_PER_TOKEN = 400;

    private final TokenResponseCache tokens;
    private final List<RequestedDataset> requested;
    private final List<Future<Granted>> decisions;
    private final Buffer body;
    private final List<MintResult> results;
    private final Promise<Written> written = Promise.promise();

    /**
     * A written response.
     *
     * @param results what became of each dataset
     */
    record Written(Buffer body, List<MintResult> results) {}

    /**
     * Creates a writer.
     *
     * @param decisions the decision on each dataset; all are complete
     */
    TokenBatchWriter(TokenResponseCache tokens, List<RequestedDataset> requested, List<Future<Granted>> decisions) {
        this.tokens = tokens;
        this.requested = requested;
        this.decisions = decisions;
        this.results = new ArrayList<>(requested.size());
        this.body = Buffer.buffer(requested.size() * BYTES_PER_TOKEN).appendString("{\"tokens\":[");
    }

    Future<Written> write(Vertx vertx) {
        try {
            writeTurn(vertx);
        } catch (RuntimeException failure) {
            written.fail(failure);
        }
        return written.future();
    }

    private void writeTurn(Vertx vertx) {
        long started = System.nanoTime();
        long now = tokens.now();
        for (int next = results.size(); next < requested.size(); next++) {
            if (System.nanoTime() - started > TURN_NANOS) {
                vertx.setTimer(1, turn -> write(vertx)); // tasks of the event loop run before it reads from sockets
                return;
            }
            body.appendString(next == 0 ? "" : ",");
            write(requested.get(next), decisions.get(next), now);
        }
        written.complete(new Written(body.appendString("]}"), results));
    }

    private void write(RequestedDataset dataset, Future<Granted> decision, long now) {
        if (decision.succeeded()) {
            TokenResponseCache.Minted minted = tokens.minted(decision.result(), now);
            writeToken(dataset, minted);
            results.add(MintResult.granted(decision.result().datasetId(), minted.token()));
        } else {
            writeProblem(dataset, decision.cause());
            results.add(MintResult.refused(
                    dataset.id(), Failure.of(decision.cause()).outcome()));
        }
    }

    /** A valid id needs no escaping. */
    private void writeToken(RequestedDataset dataset, TokenResponseCache.Minted minted) {
        body.appendString("{\"dataset_id\":\"").appendString(dataset.text()).appendString("\"");
        minted.appendMembersAndClose(body);
    }

    private void writeProblem(RequestedDataset dataset, Throwable cause) {
        JsonObject problem = ProblemBodies.json(Failure.of(cause));
        if (cause instanceof RequestFailure failed && failed.headers() instanceof FailureHeaders.Limit limit) {
            problem.put("detail", "Too many requests; see retry_after.").put("retry_after", limit.waitSeconds());
        }
        body.appendString(new JsonObject()
                .put("dataset_id", dataset.text())
                .put("problem", problem)
                .encode());
    }
}
