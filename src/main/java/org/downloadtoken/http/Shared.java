package org.downloadtoken.http;

import java.time.Clock;
import java.util.Optional;
import org.downloadtoken.access.Invalidations;
import org.downloadtoken.audit.AuditLog;
import org.downloadtoken.caller.SessionIssuer;
import org.downloadtoken.download.CogStorage;
import org.downloadtoken.keys.KeyRings;
import org.downloadtoken.limit.RateLimiter;
import org.downloadtoken.metrics.HttpMetrics;
import org.downloadtoken.metrics.TokenMetrics;
import org.downloadtoken.pages.Pages;

/** What all event loops share. */
public record Shared(
        Readiness readiness,
        Connections connections,
        KeyRings rings,
        SessionIssuer sessions,
        CogStorage storage,
        Invalidations invalidations,
        Optional<RateLimiter> limiter,
        Optional<AuditLog> audit,
        Pages pages,
        TokenMetrics metrics,
        HttpMetrics httpMetrics,
        Clock clock) {}
