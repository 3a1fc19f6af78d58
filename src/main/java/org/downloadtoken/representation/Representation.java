package org.downloadtoken.representation;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A content that a client may keep, and ask for again by its entity tag (RFC 9110, section 13.1.2). */
public record Representation(String type, Buffer content, String entityTag) {
    public static Representation of(String type, Buffer content) {
        return new Representation(type, content, entityTag(content.getBytes()));
    }

    /** Answers with the content, without it to HEAD, or with 304 to a client that has it. */
    public void answer(RoutingContext context) {
        HttpServerResponse response = context.response().putHeader(HttpHeaders.ETAG, entityTag);
        if (isHeldBy(context.request().headers().getAll(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                    .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(content.length()))
                    .end(content);
        }
    }

    /** By weak comparison, of any tag in a list: a proxy that compresses makes the tag a weak one. */
    private boolean isHeldBy(List<String> ifNoneMatch) {
        return ifNoneMatch.stream().anyMatch(tags -> tags.equals("*") || tags.contains(entityTag));
    }

    private static String entityTag(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
