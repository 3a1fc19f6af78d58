package org.downloadtoken.server.http2;

import io.netty.handler.codec.http2.Http2Connection;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * The limits of HTTP/2 that Netty enforces.
 *
 * @param streams requests at the same time on one connection that the service announces; clients wait with more
 */
public record Http2Limits(int streams) {
    private static final int MAX_STREAMS = 100;

    /** The largest list of header fields that Netty decodes. The service itself rejects what is above its own limit. */
    private static final int MAX_DECODED_HEADER_BYTES = 64 << 10;

    /**
     * The limits for clients that may have this many downloads in progress; 0 for any number. A browser uses one connection, and its downloads
     * beyond the limit would be answered 429.
     */
    public static Http2Limits forDownloads(int downloadsPerClient) {
        return new Http2Limits(downloadsPerClient == 0 ? MAX_STREAMS : Math.min(MAX_STREAMS, downloadsPerClient));
    }

    /**
     * Permits as many streams as clients assume before they know the limit. Netty would close a connection that sends the body of a
     * request that was refused.
     */
    static void enforceStreams(Http2Connection connection) {
        connection.remote().maxActiveStreams(MAX_STREAMS);
    }

    /** Offers HTTP/2 and HTTP/1.1 to clients that use TLS (ALPN, RFC 7301). */
    public void offer(HttpServerOptions options) {
        options.setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setHttp2RstFloodMaxRstFramePerWindow(0) // no limit of Netty: FrameLimits limits them
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(streams)
                        .setMaxHeaderListSize(MAX_DECODED_HEADER_BYTES));
    }
}
