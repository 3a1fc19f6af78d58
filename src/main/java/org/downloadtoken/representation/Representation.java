package org.downloadtoken.representation;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.downloadtoken.encoding.Sha256;

/** Content that a client may cache and revalidate by its entity tag (RFC 9110, section 13.1.2). */
public record Representation(String type, Buffer content, String entityTag) {
    private static final int TAG_LENGTH = 32;

    public static Representation of(String type, Buffer content) {
        String hash = Sha256.hex(content.getBytes()).substring(0, TAG_LENGTH);
        return new Representation(type, content, '"' + hash + '"');
    }

    /** Responds with the content, with its headers alone to HEAD, or with 304 to a client that has this version. */
    public void respond(RoutingContext context) {
        HttpServerResponse response = context.response().putHeader(HttpHeaders.ETAG, entityTag);
        if (EntityTags.in(context.request().headers(), HttpHeaders.IF_NONE_MATCH)
                .matchWeak(entityTag)) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, type);
            ResponseContent.end(context.request(), content);
        }
    }
}
