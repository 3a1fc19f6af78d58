package org.downloadtoken.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import org.downloadtoken.representation.Representation;
import org.downloadtoken.token.KeyRing;

/** Publishes the public keys. Clients may cache the response for 60 s; a new key should not sign before that time is over. */
public record JwksHandler(Supplier<KeyRing> keyRing) implements Handler<RoutingContext> {
    private static final CharSequence PUBLIC = HttpHeaders.createOptimized("public, max-age=60");
    private static final String JWK_SET = "application/jwk-set+json";

    @Override
    public void handle(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, PUBLIC);
        Representation.of(JWK_SET, keyRing.get().jwks()).respond(context);
    }
}
