package org.downloadtoken.server.http2;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * The limits of HTTP/2 that Netty enforces.
 *
 * @param streams requests at the same time on one connection; more are refused with REFUSED_STREAM, and clients wait with them
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

    /** Offers HTTP/2 and HTTP/1.1 to clients that use TLS (ALPN, RFC 7301). */
    public void offer(HttpServerOptions options) {
        options.setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setHttp2RstFloodMaxRstFramePerWindow(0) // no limit of Netty: FrameLimits limits them
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(streams)
                        .setMaxHeaderListSize(MAX_DECODED_HEADER_BYTES));
    }
}
