package org.downloadtoken.token;

import io.vertx.core.Vertx;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.util.function.Supplier;
import org.downloadtoken.access.policy.AccessDecision.Granted;

/** Mints a download token for what was granted, with the key that signs. One instance an event loop: signing takes a lock. */
public final class DownloadTokenMinter {
    private final Vertx vertx;
    private final Supplier<KeyRing> rings;
    private final long ttlSeconds;
    private final long clockSkewSeconds;
    private KeyRing ring;
    private JWTAuth jwt;
    private JWTOptions options;

    /**
     * Mints with the ring in use.
     *
     * @param ttl the life of a token, in whole seconds
     * @param clockSkew how far {@code iat} and {@code exp} are moved into the past, for verifiers whose clocks lag
     */
    public DownloadTokenMinter(Vertx vertx, Supplier<KeyRing> rings, Duration ttl, Duration clockSkew) {
        this.vertx = vertx;
        this.rings = rings;
        this.ttlSeconds = ttl.toSeconds();
        this.clockSkewSeconds = clockSkew.toSeconds();
        this.ring = rings.get();
        this.jwt = jwt(ring);
        this.options = options(ring);
    }

    /** The ring whose key signs now; what was minted with another is not to be handed out any more. */
    @SuppressWarnings("ReferenceEquality") // a ring that is equal, but another, is loaded anew for nothing at worst
    public KeyRing ring() {
        KeyRing newest = rings.get();
        if (newest != ring) {
            jwt = jwt(newest);
            options = options(newest);
            ring = newest;
        }
        return ring;
    }

    /** A token for this grant, as of a second since the epoch. */
    public DownloadToken mint(Granted grant, long second) {
        ring();
        long issuedAt = second - clockSkewSeconds;
        DownloadClaims claims = new DownloadClaims(grant, issuedAt, issuedAt + ttlSeconds);
        return new DownloadToken(jwt.generateToken(claims.toJson(), options), ttlSeconds);
    }

    /** With the one key alone, since the library would choose at random among several. */
    private JWTAuth jwt(KeyRing keys) {
        return JWTAuth.create(vertx, new JWTAuthOptions().addJwk(keys.signing().jwk()));
    }

    private static JWTOptions options(KeyRing keys) {
        return new JWTOptions()
                .setAlgorithm(keys.signing().algorithm().joseName())
                .setNoTimestamp(true);
    }
}
