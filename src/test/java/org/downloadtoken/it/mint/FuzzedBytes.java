package org.downloadtoken.it.mint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Encodes texts, sometimes in another way than UTF-8, and mutates bytes. */
final class FuzzedBytes {
    private static final int LIMIT = 8_192;
    private static final List<Charset> ENCODINGS = List.of(
            Charset.forName("UTF-16"),
            Charset.forName("UTF-16LE"),
            Charset.forName("UTF-16BE"),
            Charset.forName("UTF-32LE"),
            Charset.forName("UTF-32BE"),
            Charset.forName("ISO-8859-1"));

    private final Random random;

    FuzzedBytes(Random random) {
        this.random = random;
    }

    byte[] of(String text) {
        byte[] bytes = oneIn(12) ? encoded(text) : text.getBytes(UTF_8);
        while (oneIn(6) && bytes.length > 0) {
            bytes = mutated(bytes);
        }
        return oneIn(20) ? padded(bytes) : bytes;
    }

    private byte[] encoded(String text) {
        byte[] bytes = oneIn(2)
                ? ("\ufeff" + text).getBytes(UTF_8)
                : text.getBytes(ENCODINGS.get(random.nextInt(ENCODINGS.size())));
        return oneIn(4) ? compressed(bytes) : bytes;
    }

    private static byte[] compressed(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private byte[] mutated(byte[] body) {
        int at = random.nextInt(body.length);
        int value = Byte.toUnsignedInt(body[at]);
        byte[] between = switch (random.nextInt(5)) {
            case 0 -> new byte[] {(byte) random.nextInt(256)};
            case 1 -> new byte[0];
            case 2 -> new byte[] {(byte) value, (byte) random.nextInt(256)};
            // The same character in more bytes than it needs, which UTF-8 does not allow.
            case 3 -> new byte[] {(byte) (0xc0 | (value >> 6)), (byte) (0x80 | (value & 0x3f))};
            default -> new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}; // a surrogate
        };
        return joined(Arrays.copyOf(body, at), between, Arrays.copyOfRange(body, at + 1, body.length));
    }

    /** The body with spaces at its end, so that its length is near the limit. */
    private byte[] padded(byte[] body) {
        byte[] padded = Arrays.copyOf(body, Math.max(body.length, LIMIT - 1 + random.nextInt(3)));
        Arrays.fill(padded, body.length, padded.length, (byte) ' ');
        return padded;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        Stream.of(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    private boolean oneIn(int number) {
        return random.nextInt(number) == 0;
    }
}
