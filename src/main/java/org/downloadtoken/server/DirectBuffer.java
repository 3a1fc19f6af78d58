package org.downloadtoken.server;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/** Buffers outside of the Java heap. From a heap buffer, the transport would copy a page for each client that reads slowly. */
public final class DirectBuffer {
    private DirectBuffer() {}

    /** Copies a buffer; the copy is never released. */
    public static Buffer copyOf(Buffer content) {
        return BufferInternal.buffer(
                Unpooled.directBuffer(content.length(), content.length()).writeBytes(content.getBytes()));
    }
}
