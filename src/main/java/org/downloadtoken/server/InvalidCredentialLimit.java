package org.downloadtoken.server;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Consumer;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.log.RateLimitedLog;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.RateLimiter;
import org.slf4j.LoggerFactory;

/**
 * Limits how many invalid credentials one address may send in a minute. Beyond the limit, no signature with a public key is
 * verified for this address, unless it was verified before. Without a limiter, nothing is limited.
 */
public record InvalidCredentialLimit(Optional<RateLimiter> limiter, RequestClient clients) {
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(InvalidCredentialLimit.class), System::nanoTime);

    /**
     * Call this before a signature with a public key is verified.
     *
     * @throws RequestFailure if the address has sent too many invalid credentials
     */
    public void require(HttpServerRequest request) {
        if (limiter.isPresent()) {
            withLog(request, limiter.get()::require);
        }
    }

    /** Counts a failure if it is an invalid credential. Returns the failure to answer: this one, or beyond the limit a 429. */
    public Throwable counted(HttpServerRequest request, Throwable failure) {
        if (limiter.isEmpty() || !isInvalidCredential(failure)) {
            return failure;
        }
        try {
            withLog(request, limiter.get()::consume);
            return failure;
        } catch (RuntimeException tooMany) {
            return tooMany;
        }
    }

    private void withLog(HttpServerRequest request, Consumer<BucketKey> limit) {
        BucketKey.Address address = clients.address(request);
        try {
            limit.accept(address);
        } catch (RequestFailure tooMany) {
            LOG.warn(
                    "invalid credentials",
                    "A client with the address " + address.block().first().getHostAddress()
                            + " is answered 429: it has sent more than INVALID_CREDENTIALS_PER_MINUTE invalid credentials"
                            + clients.remark(request));
            throw tooMany;
        }
    }

    private static boolean isInvalidCredential(Throwable failure) {
        return failure instanceof RequestFailure failed
                && failed.failure() == Failure.INVALID_CREDENTIAL
                && failed.headers() != Challenge.NO_CREDENTIAL
                && failed.headers() != Challenge.EXPIRED_TOKEN; // refused without verifying its signature
    }
}
