package org.downloadtoken.token;

import io.vertx.core.Vertx;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.downloadtoken.access.policy.AccessDecision.Granted;

/**
 * Mints download tokens with the signing key. Tokens of anonymous callers have no id, so those of one second and dataset have
 * the same claims. One instance per event loop, since signing holds a lock.
 */
public final class DownloadTokenMinter {
    private final Vertx vertx;
    private final Supplier<KeyRing> keyRings;
    private final long ttlSeconds;
    private final long clockSkewSeconds;
    private final SecureRandom random =
            new SecureRandom(); // its default algorithm reads /dev/urandom, which does not block
    private KeyRing keyRing;
    private JWTAuth jwt;
    private JWTOptions options;

    /**
     * Creates a minter that follows the current key ring.
     *
     * @param ttl the life of a token, in whole seconds
     * @param clockSkew subtracted from {@code iat} and {@code exp}, for verifiers whose clocks lag
     */
    public DownloadTokenMinter(Vertx vertx, Supplier<KeyRing> keyRings, Duration ttl, Duration clockSkew) {
        this.vertx = vertx;
        this.keyRings = keyRings;
        this.ttlSeconds = ttl.toSeconds();
        this.clockSkewSeconds = clockSkew.toSeconds();
        this.keyRing = keyRings.get();
        this.jwt = jwt(keyRing);
        this.options = options(keyRing);
    }

    /** The key ring that signs now. Tokens that another key ring signed must not be handed out any more. */
    @SuppressWarnings("ReferenceEquality") // a key ring is replaced as a whole
    public KeyRing keyRing() {
        KeyRing newest = keyRings.get();
        if (newest != keyRing) {
            jwt = jwt(newest);
            options = options(newest);
            keyRing = newest;
        }
        return keyRing;
    }

    /**
     * Mints a token.
     *
     * @param second the current time, in seconds since the epoch
     */
    public DownloadToken mint(Granted grant, long second) {
        keyRing();
        long issuedAt = second - clockSkewSeconds;
        Optional<TokenId> id = grant.subject().map(subject -> TokenId.random(random));
        DownloadClaims claims = new DownloadClaims(grant, issuedAt, issuedAt + ttlSeconds, id);
        return new DownloadToken(
                jwt.generateToken(claims.encode(), options),
                ttlSeconds - clockSkewSeconds,
                id,
                keyRing.signing().kid());
    }

    /** Only the signing key: among several keys of one algorithm, Vert.x picks one at random. */
    private JWTAuth jwt(KeyRing keys) {
        return JWTAuth.create(vertx, new JWTAuthOptions().addJwk(keys.signing().jwk()));
    }

    private static JWTOptions options(KeyRing keys) {
        return new JWTOptions()
                .setAlgorithm(keys.signing().algorithm().joseName())
                .setNoTimestamp(true);
    }
}
