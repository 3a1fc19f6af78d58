package org.downloadtoken;

import java.time.Clock;
import java.util.Optional;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.audit.AuditLog;
import org.downloadtoken.download.storage.CogStorage;
import org.downloadtoken.metrics.ServiceMetrics;
import org.downloadtoken.ratelimit.RateLimiter;
import org.downloadtoken.session.SessionIssuer;
import org.downloadtoken.token.ReloadingKeyRing;

/** The objects that the handlers of all event loops share. */
record SharedServices(
        ReloadingKeyRing keyRing,
        SessionIssuer sessions,
        CogStorage storage,
        Invalidations invalidations,
        Optional<RateLimiter> limiter,
        Optional<AuditLog> audit,
        ServiceMetrics metrics,
        Clock clock) {}
