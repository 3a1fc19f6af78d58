package org.downloadtoken.access.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.downloadtoken.encoding.Sha256;

/** Appends the fields of a message to a buffer. Throws for a value that the reader would reject. */
record WireWriter(Buffer buffer) {
    void code(int code) {
        buffer.appendUnsignedByte((short) code);
    }

    <T> void entries(List<T> entries, Consumer<T> writer) {
        buffer.appendUnsignedShort(entries.size());
        entries.forEach(writer);
    }

    void flag(boolean value) {
        code(value ? 1 : 0);
    }

    <T> void optional(Optional<T> value, Consumer<T> writer) {
        flag(value.isPresent());
        value.ifPresent(writer);
    }

    void uuid(UUID id) {
        buffer.appendLong(id.getMostSignificantBits()).appendLong(id.getLeastSignificantBits());
    }

    /** A number that is not negative. */
    void counter(long value) {
        buffer.appendLong(value);
    }

    void number(String field, double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("the " + field + " is not a number");
        }
        buffer.appendDouble(value);
    }

    void text(String field, String text) {
        byte[] bytes = utf8(field, text);
        buffer.appendUnsignedInt(bytes.length).appendBytes(bytes);
    }

    /** A hash in lower-case hex, as its 32 bytes. The exception does not quote it: it may be the hash of a key. */
    void sha256(String field, String hex) {
        if (!Sha256.isHex(hex)) {
            throw new IllegalArgumentException("the " + field + " is not a SHA-256 in lower-case hex");
        }
        buffer.appendBytes(HexFormat.of().parseHex(hex));
    }

    private static byte[] utf8(String field, String text) {
        try {
            ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the " + field + " has an unpaired surrogate");
        }
    }
}
