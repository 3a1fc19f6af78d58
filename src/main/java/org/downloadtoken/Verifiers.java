package org.downloadtoken;

import org.downloadtoken.jose.ExpectedIssuerAndAudience;
import org.downloadtoken.jose.JwtVerifier;
import org.downloadtoken.jose.TimeClaims;
import org.downloadtoken.jose.VerificationKeyResolver;
import org.downloadtoken.session.SessionIssuer;
import org.downloadtoken.session.SessionVerifier;
import org.downloadtoken.token.DownloadTokenVerifier;

/** Creates the verifiers of sessions and of download tokens for one event loop. */
record Verifiers(SharedServices shared, TimeClaims times) {
    SessionVerifier sessions() {
        SessionIssuer issuer = shared.sessions();
        JwtVerifier jwt = new JwtVerifier(
                new VerificationKeyResolver(issuer.keys()), issuer.expected(), SessionVerifier.MAX_LENGTH, times);
        return new SessionVerifier(issuer, jwt, shared.verifiedSessions());
    }

    DownloadTokenVerifier downloadTokens() {
        JwtVerifier jwt = new JwtVerifier(
                new VerificationKeyResolver(() -> shared.keyRing().get().verification()),
                ExpectedIssuerAndAudience.NO_AUDIENCE,
                DownloadTokenVerifier.MAX_LENGTH,
                times);
        return new DownloadTokenVerifier(
                jwt, shared.verifiedTokens(), shared.metrics().downloads());
    }
}
