package org.downloadtoken.server.connection;

import io.netty.buffer.ByteBuf;

/** Follows the records of a connection of TLS (RFC 8446, section 5.1), without decrypting them. */
final class TlsRecords {
    private static final int HEADER_BYTES = 5;

    private int headerBytes;
    private int length;
    private int remaining;

    /** Follows the readable bytes, and leaves them to be read. */
    void read(ByteBuf bytes) {
        int index = bytes.readerIndex();
        while (index < bytes.writerIndex()) {
            if (remaining > 0) {
                int skipped = Math.min(remaining, bytes.writerIndex() - index);
                remaining -= skipped;
                index += skipped;
            } else {
                length = (length << 8 | bytes.getUnsignedByte(index)) & 0xffff; // its last two bytes are the length
                index++;
                headerBytes++;
                if (headerBytes == HEADER_BYTES) {
                    headerBytes = 0;
                    remaining = length;
                }
            }
        }
    }

    /** Whether a record has begun and not ended. */
    boolean isIncomplete() {
        return headerBytes > 0 || remaining > 0;
    }
}
