package org.downloadtoken.access.wire;

import io.vertx.core.buffer.Buffer;

/**
 * Between processes, a message is one byte with its version, and its fields. All numbers are unsigned and in network byte order.
 * Codes are never used again for another value.
 */
abstract class WireCodec<T extends WireMessage> extends IdentityCodec<T> {
    private final WireVersions versions;

    /**
     * Creates a codec.
     *
     * @param versions those that it reads
     */
    WireCodec(String name, WireVersions versions) {
        super(name);
        this.versions = versions;
    }

    abstract void write(T message, WireWriter writer);

    abstract T read(int version, WireReader reader);

    @Override
    public final void encodeToWire(Buffer buffer, T message) {
        WireWriter writer = new WireWriter(buffer);
        writer.code(message.version());
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
        T message = read(reader.code("version", versions.oldest(), versions.newest()), reader);
        reader.requireEnd();
        return message;
    }
}
