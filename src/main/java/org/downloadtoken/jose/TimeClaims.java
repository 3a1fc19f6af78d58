package org.downloadtoken.jose;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.downloadtoken.log.RateLimitedLog;
import org.slf4j.LoggerFactory;

/**
 * Compares the times of a JWT with the clock of this host (RFC 7519, sections 4.1.4 to 4.1.6). The clocks of hosts differ, so
 * {@code nbf} and {@code iat} may lie in the future by a leeway. {@code exp} has no leeway.
 */
public record TimeClaims(Clock clock, Duration leeway) {
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(TimeClaims.class), System::nanoTime);

    /** Whether a JWT with this {@code exp} has expired. */
    boolean isExpired(Number exp) {
        return exp.doubleValue() <= now();
    }

    /**
     * Whether a JWT may be used already. Call this for a JWT with a valid signature: if it is from the future, one of the two
     * clocks is wrong, and the log says so. An {@code nbf} must be a number; an {@code iat} that is not a number is ignored.
     */
    boolean areReached(JsonObject claims) {
        if (claims.containsKey("nbf") && !(claims.getValue("nbf") instanceof Number nbf && isReached("nbf", nbf))) {
            return false;
        }
        return !(claims.getValue("iat") instanceof Number iat) || isReached("iat", iat);
    }

    private boolean isReached(String claim, Number time) {
        double ahead = time.doubleValue() - now();
        if (ahead <= leeway.toSeconds()) {
            return true;
        }
        LOG.warn(
                claim,
                String.format(
                        Locale.ROOT,
                        "A JWT with a valid signature is rejected: its %s is %.1f s ahead of the clock of this host, and"
                                + " CLOCK_LEEWAY_SECONDS is %d",
                        claim,
                        ahead,
                        leeway.toSeconds()));
        return false;
    }

    private double now() {
        return clock.millis() / 1000.0;
    }
}
