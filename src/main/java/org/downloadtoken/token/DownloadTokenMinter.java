package org.downloadtoken.token;

import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.time.Duration;
import org.downloadtoken.access.AccessAnswer.Granted;

/** Mints a download token for what was granted. One instance an event loop: signing takes a lock. */
public final class DownloadTokenMinter {
    private final JWTAuth jwt;
    private final JWTOptions options;
    private final long ttlSeconds;
    private final long clockSkewSeconds;

    /**
     * Mints with these keys.
     *
     * @param ttl the life of a token, in whole seconds
     * @param clockSkew how far {@code iat} and {@code exp} are moved into the past, for verifiers whose clocks lag
     */
    public DownloadTokenMinter(SigningKeys keys, Duration ttl, Duration clockSkew) {
        this.jwt = keys.jwt();
        this.options = new JWTOptions().setAlgorithm(keys.algorithm()).setNoTimestamp(true);
        this.ttlSeconds = ttl.toSeconds();
        this.clockSkewSeconds = clockSkew.toSeconds();
    }

    /** A token for this grant, as of a second since the epoch; the same second gives the same token. */
    public DownloadToken mint(Granted grant, long second) {
        long issuedAt = second - clockSkewSeconds;
        DownloadClaims claims = new DownloadClaims(grant, issuedAt, issuedAt + ttlSeconds);
        return new DownloadToken(jwt.generateToken(claims.toJson(), options), ttlSeconds);
    }
}
