package org.downloadtoken.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reusable memory outside of the Java heap, from which the transport writes without a further copy. A worker thread fills it;
 * then the event loop writes the content. It may be filled again, or released, once that write has ended.
 */
public final class ChunkBuffer {
    private final ByteBuf memory;
    private final AtomicBoolean released = new AtomicBoolean();

    /** Allocates a buffer of this many bytes. */
    public ChunkBuffer(int capacity) {
        memory = ByteBufAllocator.DEFAULT.directBuffer(capacity, capacity);
    }

    public int capacity() {
        return memory.capacity();
    }

    /** The first bytes of the memory, to be filled. */
    public ByteBuffer space(int length) {
        return memory.nioBuffer(0, length);
    }

    /** The first bytes of the memory, to be written. A view, which Vert.x does not release. */
    public Buffer content(int length) {
        return BufferInternal.buffer(memory.slice(0, length));
    }

    /** Frees the memory. A second call has no effect. */
    public void release() {
        if (released.compareAndSet(false, true)) {
            memory.release();
        }
    }
}
