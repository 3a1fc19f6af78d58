package org.downloadtoken.testing.http2;

import java.nio.ByteBuffer;

/** A frame of HTTP/2 (RFC 9113, section 4.1). */
public record Frame(int type, int flags, int streamId, byte[] payload) {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PUSH_PROMISE = 5;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;

    public static final int END_STREAM = 1;
    public static final int ACK = 1;
    public static final int END_HEADERS = 4;
    static final int PRIORITY_FLAG = 32;

    public static Frame empty(int type, int flags, int streamId) {
        return new Frame(type, flags, streamId, new byte[0]);
    }

    /** A frame whose payload is one number. */
    public static Frame number(int type, int streamId, int number) {
        return new Frame(
                type, 0, streamId, ByteBuffer.allocate(4).putInt(number).array());
    }

    public boolean isLast() {
        return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }

    /** The error code of RST_STREAM or GOAWAY. */
    public int errorCode() {
        return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
    }

    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(9 + payload.length);
        bytes.putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(streamId)
                .put(payload);
        return bytes.array();
    }
}
