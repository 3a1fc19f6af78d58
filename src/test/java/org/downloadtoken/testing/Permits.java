package org.downloadtoken.testing;

import java.util.UUID;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.ConcurrencyLimiter;
import org.downloadtoken.ratelimit.ConcurrencyLimiter.Permit;

/** Permits of downloads. */
public final class Permits {
    private Permits() {}

    /** A permit of a limiter of its own. */
    public static Permit one() {
        return new ConcurrencyLimiter(1, ConcurrencyLimiter.UNLIMITED).acquire(new BucketKey.User(UUID.randomUUID()));
    }
}
