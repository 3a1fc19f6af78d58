package org.downloadtoken.token;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;

/** What download tokens are signed with: the secret that is shared with the catalog, by HS256 (RFC 7518, section 3.2). */
public record SigningKeys(JWTAuth jwt, String algorithm) {
    private static final String SHARED_SECRET_ALGORITHM = "HS256";

    public SigningKeys {
        String probe = jwt.generateToken(new JsonObject(), new JWTOptions().setAlgorithm(algorithm));
        if (probe.split("\\.", -1).length != 3) {
            throw new IllegalStateException("Without a key the library would mint unsigned tokens");
        }
    }

    public static SigningKeys shared(Vertx vertx, String secret) {
        return new SigningKeys(
                JWTAuth.create(
                        vertx,
                        new JWTAuthOptions()
                                .addPubSecKey(new PubSecKeyOptions()
                                        .setAlgorithm(SHARED_SECRET_ALGORITHM)
                                        .setBuffer(secret))),
                SHARED_SECRET_ALGORITHM);
    }
}
