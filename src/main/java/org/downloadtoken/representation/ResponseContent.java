package org.downloadtoken.representation;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The content of a response that is sent at once. */
public final class ResponseContent {
    private ResponseContent() {}

    /**
     * Ends the response with the content, or to HEAD with its length alone (RFC 9110, section 9.3.2). Over HTTP/2, Vert.x would send the
     * content to HEAD too.
     */
    public static void end(HttpServerRequest request, Buffer content) {
        HttpServerResponse response =
                request.response().putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(content.length()));
        if (HttpMethod.HEAD.equals(request.method())) {
            response.end();
        } else {
            response.end(content);
        }
    }
}
