package org.downloadtoken.token;

import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.downloadtoken.access.AccessAnswer.Granted;

/** Mints a download token for what was granted. One instance an event loop: signing takes a lock. */
public final class DownloadTokenMinter {
    private final JWTAuth jwt;
    private final JWTOptions options;
    private final Clock clock;
    private final Duration ttl;
    private final Duration clockSkew;

    /**
     * Mints with these keys.
     *
     * @param ttl the life of a token, in whole seconds
     * @param clockSkew how far {@code iat} and {@code exp} are moved into the past, for verifiers whose clocks lag
     */
    public DownloadTokenMinter(SigningKeys keys, Clock clock, Duration ttl, Duration clockSkew) {
        this.jwt = keys.jwt();
        this.options = new JWTOptions().setAlgorithm(keys.algorithm()).setNoTimestamp(true);
        this.clock = clock;
        this.ttl = ttl;
        this.clockSkew = clockSkew;
    }

    public DownloadToken mint(Granted grant) {
        Instant issuedAt =
                Instant.ofEpochSecond(clock.instant().getEpochSecond()).minus(clockSkew);
        DownloadClaims claims = new DownloadClaims(grant, issuedAt, issuedAt.plus(ttl));
        return new DownloadToken(jwt.generateToken(claims.toJson(), options), ttl.toSeconds());
    }
}
