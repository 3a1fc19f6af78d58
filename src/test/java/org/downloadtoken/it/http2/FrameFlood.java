package org.downloadtoken.it.http2;

import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.http2.Frame;
import org.downloadtoken.testing.http2.RawHttp2;

/** Frames that cost their sender little, in a number that exceeds the limit of their kind. */
enum FrameFlood {
    PING(2_000),
    PING_ACK(2_000),
    SETTINGS(2_000),
    SETTINGS_ACK(2_000),
    PRIORITY(2_000),
    UNKNOWN(2_000),
    GOAWAY(2_000),
    SMALL_WINDOW_UPDATE(2_000),
    /** Netty ignores these frames, so only their bytes are counted. */
    WINDOW_UPDATE_OF_CLOSED_STREAM(20_000),
    EMPTY_DATA(20),
    /** CVE-2023-44487. */
    RAPID_RESET(600),
    /** CVE-2025-8671: the client lets the server reset its streams. */
    MADE_YOU_RESET(600),
    /** Frames of a stream that has ended, beside window updates that are of use. */
    DATA_OF_CLOSED_STREAM(800),
    HEADERS_OF_CLOSED_STREAM(800),
    /** CVE-2025-8671 with a second list of header fields that does not end the request. */
    INVALID_TRAILERS(800),
    /** More requests than may be open at the same time, beside window updates that are of use. */
    REFUSED_STREAM(800),
    /** A header block in many small CONTINUATION frames. */
    CONTINUATION(200);

    private static final String MINT = ApiClient.MINT + DemoDataset.PUBLIC.id();
    private static final int CANCEL = 8;

    private final int frames;

    FrameFlood(int frames) {
        this.frames = frames;
    }

    /** How often to send {@link #next}. */
    int frames() {
        return frames;
    }

    Frame[] begin(RawHttp2 http2) {
        return switch (this) {
            case EMPTY_DATA, CONTINUATION ->
                new Frame[] {
                    Frame.of(Frame.HEADERS, this == EMPTY_DATA ? Frame.END_HEADERS : 0, 1, http2.block("POST", MINT))
                };
            case WINDOW_UPDATE_OF_CLOSED_STREAM, DATA_OF_CLOSED_STREAM, HEADERS_OF_CLOSED_STREAM ->
                new Frame[] {http2.request(1, "POST", MINT), Frame.number(Frame.RST_STREAM, 1, CANCEL)};
            default -> new Frame[0];
        };
    }

    Frame[] next(RawHttp2 http2, int i) {
        int stream = 2 * i + 1;
        return switch (this) {
            case PING -> new Frame[] {Frame.of(Frame.PING, 0, 0, new byte[8])};
            case PING_ACK -> new Frame[] {Frame.of(Frame.PING, Frame.ACK, 0, new byte[8])};
            case SETTINGS -> new Frame[] {Frame.empty(Frame.SETTINGS, 0, 0)};
            case SETTINGS_ACK -> new Frame[] {Frame.empty(Frame.SETTINGS, Frame.ACK, 0)};
            case PRIORITY -> new Frame[] {Frame.of(Frame.PRIORITY, 0, stream, new byte[5])};
            case UNKNOWN -> new Frame[] {Frame.of(77, 0, 0, new byte[5])};
            case GOAWAY -> new Frame[] {Frame.of(Frame.GOAWAY, 0, 0, new byte[8])};
            case SMALL_WINDOW_UPDATE -> new Frame[] {Frame.number(Frame.WINDOW_UPDATE, 0, 1)};
            case WINDOW_UPDATE_OF_CLOSED_STREAM -> new Frame[] {Frame.number(Frame.WINDOW_UPDATE, 1, 5_000)};
            case EMPTY_DATA -> new Frame[] {Frame.empty(Frame.DATA, 0, 1)};
            case RAPID_RESET ->
                new Frame[] {http2.request(stream, "POST", MINT), Frame.number(Frame.RST_STREAM, stream, CANCEL)};
            case MADE_YOU_RESET ->
                new Frame[] {
                    Frame.of(Frame.HEADERS, Frame.END_HEADERS, stream, http2.block("POST", MINT)),
                    Frame.number(Frame.WINDOW_UPDATE, stream, 0)
                };
            case DATA_OF_CLOSED_STREAM ->
                new Frame[] {Frame.empty(Frame.DATA, 0, 1), Frame.number(Frame.WINDOW_UPDATE, 0, 5_000)};
            case HEADERS_OF_CLOSED_STREAM ->
                new Frame[] {http2.request(1, "POST", MINT), Frame.number(Frame.WINDOW_UPDATE, 0, 5_000)};
            case INVALID_TRAILERS ->
                new Frame[] {
                    Frame.of(Frame.HEADERS, Frame.END_HEADERS, stream, http2.block("POST", MINT)),
                    Frame.of(Frame.HEADERS, Frame.END_HEADERS, stream, http2.block("POST", MINT))
                };
            case REFUSED_STREAM ->
                new Frame[] {
                    Frame.of(Frame.HEADERS, Frame.END_HEADERS, stream, http2.block("POST", MINT)),
                    Frame.number(Frame.WINDOW_UPDATE, 0, 5_000)
                };
            case CONTINUATION -> new Frame[] {Frame.empty(9, 0, 1)};
        };
    }
}
