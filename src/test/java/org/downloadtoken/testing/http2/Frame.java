package org.downloadtoken.testing.http2;

import io.vertx.core.buffer.Buffer;

/** A frame of HTTP/2 (RFC 9113, section 4.1). */
public record Frame(int type, int flags, int streamId, Buffer payload) {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PUSH_PROMISE = 5;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int END_STREAM = 1;
    public static final int ACK = 1;
    public static final int END_HEADERS = 4;
    static final int PRIORITY_FLAG = 32;

    public static Frame of(int type, int flags, int streamId, byte[] payload) {
        return new Frame(type, flags, streamId, Buffer.buffer(payload));
    }

    public static Frame empty(int type, int flags, int streamId) {
        return new Frame(type, flags, streamId, Buffer.buffer());
    }

    /** A frame whose payload is one number. */
    public static Frame number(int type, int streamId, int number) {
        return new Frame(type, 0, streamId, Buffer.buffer().appendInt(number));
    }

    public boolean isLast() {
        return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }

    /** The error code of RST_STREAM or GOAWAY. */
    public int errorCode() {
        return payload.getInt(type == GOAWAY ? 4 : 0);
    }

    byte[] bytes() {
        return Buffer.buffer()
                .appendInt(payload.length() << 8 | type)
                .appendByte((byte) flags)
                .appendInt(streamId)
                .appendBuffer(payload)
                .getBytes();
    }
}
