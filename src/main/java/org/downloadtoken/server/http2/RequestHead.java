package org.downloadtoken.server.http2;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.regex.Pattern;

/** The header fields of a request of HTTP/2, as far as Netty and Vert.x do not check them. */
public final class RequestHead {
    /** RFC 9110, section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** What each field counts in addition to its name and value (RFC 9113, section 6.5.2). */
    private static final int FIELD_BYTES = 32;

    private static final AttributeKey<Head> LAST = AttributeKey.valueOf(RequestHead.class, "last");

    private RequestHead() {}

    /** The last request of a connection. */
    private record Head(int streamId, long bytes) {}

    /**
     * Checks the method and the target. Vert.x would end the connection for an invalid method, and accepts CONNECT without a
     * target.
     *
     * @throws Http2Exception that ends the stream
     */
    static void check(int streamId, Http2Headers headers) throws Http2Exception {
        CharSequence method = headers.method();
        if (method == null || !TOKEN.matcher(method).matches() || headers.path() == null) {
            throw Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "Invalid method or no target");
        }
    }

    /** Remembers the size of the fields until the request is handled, which is in the same turn of the event loop. */
    static void remember(Channel channel, int streamId, Http2Headers headers) {
        long bytes = 0;
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            bytes += field.getKey().length() + field.getValue().length() + FIELD_BYTES;
        }
        channel.attr(LAST).set(new Head(streamId, bytes));
    }

    /** Whether the fields of a request have more bytes than this. Only for HTTP/2: the decoder of HTTP/1 checks it. */
    public static boolean isLargerThan(int maxBytes, HttpServerRequest request) {
        if (!Http2Connections.isHttp2(request)) {
            return false;
        }
        Head head = Http2Connections.context(request.connection())
                .channel()
                .attr(LAST)
                .get();
        return head != null && head.streamId == request.response().streamId() && head.bytes > maxBytes;
    }
}
