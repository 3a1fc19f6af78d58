package org.downloadtoken.access.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/**
 * Passes an immutable message within the process as it is, without a copy. Between processes, a message is one byte with the
 * version, two with the number of its entries, and the entries. All numbers are unsigned and in network byte order.
 *
 * <p>A change of the format needs a new version. Codes are never used again for another value.
 */
abstract class WireCodec<T> implements MessageCodec<T, T> {
    static final int VERSION = 1;

    private final String name;

    WireCodec(String name) {
        this.name = name;
    }

    abstract void write(T message, WireWriter writer);

    abstract T read(WireReader reader);

    @Override
    public final void encodeToWire(Buffer buffer, T message) {
        WireWriter writer = new WireWriter(buffer);
        writer.code(VERSION);
        write(message, writer);
    }

    /**
     * Reads the rest of a buffer, which must be exactly one message.
     *
     * @throws MalformedMessageException if it is anything else
     */
    @Override
    public final T decodeFromWire(int position, Buffer buffer) {
        WireReader reader = new WireReader(buffer, position);
        reader.code("version", VERSION, VERSION);
        T message = read(reader);
        reader.requireEnd();
        return message;
    }

    @Override
    public final T transform(T message) {
        return message;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final byte systemCodecID() {
        return -1;
    }
}
