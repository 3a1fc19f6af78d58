package org.downloadtoken.server.client;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.jose.SignatureBudget;
import org.downloadtoken.log.RateLimitedLog;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.IpAddress;
import org.downloadtoken.ratelimit.RateLimiter;
import org.slf4j.LoggerFactory;

/**
 * Limits how many invalid credentials one address may send in a minute. Beyond the limit, no signature with an asymmetric key is
 * verified for this address. Without a limiter, nothing is limited.
 */
public record InvalidCredentialLimit(Optional<RateLimiter> limiter, RequestClient clients) {
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(InvalidCredentialLimit.class), System::nanoTime);

    /** The part of the limit that one request uses. */
    public Attempt attempt(HttpServerRequest request) {
        return new Attempt(request);
    }

    /** The credential of one request. It takes one permit at most, and gives it back if the credential is valid. */
    public final class Attempt implements SignatureBudget {
        private final HttpServerRequest request;
        private boolean taken;

        private Attempt(HttpServerRequest request) {
            this.request = request;
        }

        @Override
        public void take() {
            if (limiter.isPresent() && !taken) {
                consume(limiter.get());
                taken = true;
            }
        }

        @Override
        public void giveBack() {
            if (limiter.isPresent() && taken) {
                limiter.get().giveBack(clients.address(request));
                taken = false;
            }
        }

        /** Counts a failure if it is an invalid credential. Returns the failure to answer: this one, or beyond the limit a 429. */
        public Throwable counted(Throwable failure) {
            try {
                if (isInvalidCredential(failure)) {
                    take();
                }
                return failure;
            } catch (RuntimeException tooMany) {
                return tooMany;
            }
        }

        private void consume(RateLimiter limit) {
            BucketKey.Address address = clients.address(request);
            try {
                limit.consume(address);
            } catch (RequestFailure tooMany) {
                LOG.warn(
                        "invalid credentials",
                        "A client with the address "
                                + IpAddress.text(address.block().first())
                                + " is answered 429: it has sent more than INVALID_CREDENTIALS_PER_MINUTE invalid credentials"
                                + clients.remark(request));
                throw tooMany;
            }
        }

        private static boolean isInvalidCredential(Throwable failure) {
            return failure instanceof RequestFailure failed
                    && failed.failure() == Failure.INVALID_CREDENTIAL
                    && failed.headers() != Challenge.NO_CREDENTIAL
                    && failed.headers() != Challenge.EXPIRED_TOKEN; // rejected without verifying its signature
        }
    }
}
