package org.downloadtoken.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.downloadtoken.keys.KeyRing;

/** Publishes the public halves of the keys; for as long as an answer may be kept, a new key should not sign yet. */
record JwksHandler(Supplier<KeyRing> rings) implements Handler<RoutingContext> {
    private static final CharSequence PUBLIC = HttpHeaders.createOptimized("public, max-age=60");
    private static final CharSequence JWK_SET = HttpHeaders.createOptimized("application/jwk-set+json");

    @Override
    public void handle(RoutingContext context) {
        Buffer jwks = rings.get().jwks();
        String etag = etag(jwks);
        HttpServerResponse response =
                context.response().putHeader(HttpHeaders.CACHE_CONTROL, PUBLIC).putHeader(HttpHeaders.ETAG, etag);
        if (List.of(etag).equals(context.request().headers().getAll(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JWK_SET).end(jwks);
        }
    }

    private static String etag(Buffer content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
            return '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
