package org.downloadtoken.server.connection;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The limits of HTTP/2 that Netty enforces. */
public final class Http2Limits {
    /** Requests at the same time on one connection. More are refused with REFUSED_STREAM. */
    static final int MAX_STREAMS = 100;

    /**
     * Streams that a client may reset, or let the server reset, within {@link #RESET_WINDOW_SECONDS} (CVE-2023-44487, CVE-2025-8671).
     * Map viewers reset requests for tiles that left the screen, and proxies those of clients that left.
     */
    static final int MAX_RESETS = 1_000;

    static final int RESET_WINDOW_SECONDS = 10;

    private Http2Limits() {}

    /**
     * Offers HTTP/2 and HTTP/1.1 to clients that use TLS (ALPN, RFC 7301).
     *
     * @param maxHeaderBytes the most bytes of all headers of a request
     */
    public static void offer(HttpServerOptions options, int maxHeaderBytes) {
        options.setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
                .setHttp2RstFloodWindowDuration(RESET_WINDOW_SECONDS)
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
                .setInitialSettings(
                        new Http2Settings().setMaxConcurrentStreams(MAX_STREAMS).setMaxHeaderListSize(maxHeaderBytes));
    }
}
