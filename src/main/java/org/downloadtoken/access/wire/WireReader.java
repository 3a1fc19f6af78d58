package org.downloadtoken.access.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Reads the fields of a message. Nothing is read or allocated before its length has been checked. Each method throws
 * {@link MalformedMessageException} for a value that is not allowed; field names are for its text.
 */
final class WireReader {
    static final int SHA256_BYTES = 32;

    private final Buffer buffer;
    private int position;

    WireReader(Buffer buffer, int position) {
        this.buffer = buffer;
        this.position = position;
    }

    /** One of the codes from min to max. */
    int code(String field, int min, int max) {
        return inRange(field, buffer.getUnsignedByte(advance(field, Byte.BYTES)), min, max);
    }

    /** The entries of a message. */
    <T> List<T> entries(Supplier<T> reader) {
        String field = "number of entries";
        int count = inRange(field, buffer.getUnsignedShort(advance(field, Short.BYTES)), 1, AccessRequests.MAX);
        List<T> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(reader.get());
        }
        return List.copyOf(entries);
    }

    boolean flag(String field) {
        return code(field, 0, 1) == 1;
    }

    <T> Optional<T> optional(String field, Supplier<T> reader) {
        return flag("presence of the " + field) ? Optional.of(reader.get()) : Optional.empty();
    }

    UUID uuid(String field) {
        int start = advance(field, 2 * Long.BYTES);
        return new UUID(buffer.getLong(start), buffer.getLong(start + Long.BYTES));
    }

    /** A number that is not negative. */
    long counter(String field) {
        long value = buffer.getLong(advance(field, Long.BYTES));
        if (value < 0) {
            throw new MalformedMessageException("the " + field + " is " + value + ", but must not be negative");
        }
        return value;
    }

    /** NaN is rejected: a comparison with it could mean that a session is not revoked. */
    double number(String field) {
        double value = buffer.getDouble(advance(field, Double.BYTES));
        if (Double.isNaN(value)) {
            throw new MalformedMessageException("the " + field + " is NaN, but must be a number");
        }
        return value;
    }

    String text(String field) {
        long length = buffer.getUnsignedInt(advance("length of the " + field, Integer.BYTES));
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes(field, length)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException("the " + field + " is not UTF-8");
        }
    }

    /** A hash in lower-case hex. */
    String sha256(String field) {
        return HexFormat.of().formatHex(bytes(field, SHA256_BYTES));
    }

    void requireEnd() {
        if (position != buffer.length()) {
            throw new MalformedMessageException("the message has " + (buffer.length() - position)
                    + " bytes after its last entry, but must have none");
        }
    }

    private byte[] bytes(String field, long length) {
        int start = advance(field, length);
        return buffer.getBytes(start, position);
    }

    private int advance(String field, long bytes) {
        int left = buffer.length() - position;
        if (left < bytes) {
            throw new MalformedMessageException("the message ends too early: the " + field + " needs " + bytes
                    + " bytes, but " + left + " are left");
        }
        int start = position;
        position += (int) bytes;
        return start;
    }

    private static int inRange(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new MalformedMessageException(
                    "the " + field + " is " + value + ", but must be " + (min == max ? "" + min : min + " to " + max));
        }
        return value;
    }
}
