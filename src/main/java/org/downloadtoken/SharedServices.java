package org.downloadtoken;

import java.time.Clock;
import java.util.Optional;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.audit.AuditLog;
import org.downloadtoken.download.storage.CogStorage;
import org.downloadtoken.jose.VerifiedJwtCache;
import org.downloadtoken.metrics.ServiceMetrics;
import org.downloadtoken.session.Caller;
import org.downloadtoken.session.SessionIssuer;
import org.downloadtoken.token.ReloadingKeyRing;
import org.downloadtoken.token.VerifiedToken;

/** The objects that the handlers of all event loops share. */
record SharedServices(
        ReloadingKeyRing keyRing,
        SessionIssuer sessions,
        VerifiedJwtCache<Caller.SessionUser> verifiedSessions,
        VerifiedJwtCache<VerifiedToken> verifiedTokens,
        CogStorage storage,
        Invalidations invalidations,
        AccessTransport accessTransport,
        Limits limits,
        Optional<AuditLog> audit,
        ServiceMetrics metrics,
        Clock clock) {}
