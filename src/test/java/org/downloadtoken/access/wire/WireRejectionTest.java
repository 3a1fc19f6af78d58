package org.downloadtoken.access.wire;

import static org.downloadtoken.access.wire.WireMessages.DECISIONS;
import static org.downloadtoken.access.wire.WireMessages.REQUESTS;
import static org.downloadtoken.access.wire.WireMessages.decode;
import static org.downloadtoken.access.wire.WireMessages.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is not exactly one message is rejected. The text names the value and what is allowed. */
class WireRejectionTest {
    private static final String ID = "2489e9ad2ee28e008ec932d5f69181c0";
    private static final AccessRequestsCodec REQUESTS_CODEC = new AccessRequestsCodec();
    private static final AccessDecisionsCodec DECISIONS_CODEC = new AccessDecisionsCodec();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00 0001 ID 01 01     | the version is 0, but must be 1",
                "02 0001 ID 01 01     | the version is 2, but must be 1",
                "01 0000              | the number of entries is 0, but must be 1 to 256",
                "01 0101              | the number of entries is 257, but must be 1 to 256",
                "01 ffff              | the number of entries is 65535, but must be 1 to 256",
                "01 0001 ID 00 01     | the use is 0, but must be 1 to 2",
                "01 0001 ID 03 01     | the use is 3, but must be 1 to 2",
                "01 0001 ID 01 00     | the kind of caller is 0, but must be 1 to 4",
                "01 0001 ID 01 05     | the kind of caller is 5, but must be 1 to 4",
                "01 0001 ID 01 02 ID 7ff8000000000000 0000000000000000 | the token version is NaN, but must be a number",
                "01 0001 ID 01 02 ID 0000000000000000 fff8000000000001 | the time of revocation is NaN, but must be a number",
                "01 0001 ID 01 01 00  | the message has 1 bytes after its last entry, but must have none",
                "01 0001 2489e9ad     | the message ends too early: the dataset id needs 16 bytes, but 4 are left"
            })
    void requestsAreRejected(String hex, String problem) {
        assertEquals(problem, rejection(REQUESTS_CODEC, bytes(hex)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "02 0001 02 0a         | the version is 2, but must be 1",
                "01 0000               | the number of entries is 0, but must be 1 to 256",
                "01 0101               | the number of entries is 257, but must be 1 to 256",
                "01 0001 00            | the kind of decision is 0, but must be 1 to 2",
                "01 0001 03            | the kind of decision is 3, but must be 1 to 2",
                "01 0001 01 ID ID 02   | the presence of the tenant is 2, but must be 0 to 1",
                "01 0001 01 ID ID 00 ff | the presence of the subject is 255, but must be 0 to 1",
                "01 0001 01 ID ID 00 01 ID ffffffff 61 | the message ends too early: the user name needs 4294967295 bytes, but 1 are left",
                "01 0001 01 ID ID 00 01 ID 00000001 ff 01 | the user name is not UTF-8",
                "01 0001 01 ID ID 00 00 00 | the kind of content is 0, but must be 1 to 4",
                "01 0001 01 ID ID 00 00 05 | the kind of content is 5, but must be 1 to 4",
                "01 0001 01 ID ID 00 00 04 000000 | the message ends too early: the length of the title needs 4 bytes, but 3 are left",
                "01 0001 01 ID ID 00 00 04 00000000 00000003 61 | the message ends too early: the URI needs 3 bytes, but 1 are left",
                "01 0001 01 ID ID 00 00 04 00000000 00000000 02 | the remote flag is 2, but must be 0 to 1",
                "01 0001 01 ID ID 00 00 04 00000000 00000000 00 02 | the presence of the hash of the file is 2, but must be 0 to 1",
                "01 0001 02 01 0a      | the message has 1 bytes after its last entry, but must have none"
            })
    void decisionsAreRejected(String hex, String problem) {
        assertEquals(problem, rejection(DECISIONS_CODEC, bytes(hex)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 255})
    void unknownRefusalIsRejected(int code) {
        assertEquals(
                "the code of the refusal is " + code + ", but must be 1 to 4",
                rejection(DECISIONS_CODEC, new byte[] {1, 0, 1, 2, (byte) code}));
    }

    @Test
    void everyTruncationIsRejected() {
        assertTruncationsAreRejected(REQUESTS_CODEC, REQUESTS);
        assertTruncationsAreRejected(DECISIONS_CODEC, DECISIONS);
    }

    @Test
    void trailingBytesAreRejected() {
        rejection(REQUESTS_CODEC, Arrays.copyOf(encode(REQUESTS_CODEC, REQUESTS), 1_000));
        rejection(DECISIONS_CODEC, Arrays.copyOf(encode(DECISIONS_CODEC, DECISIONS), 1_000));
    }

    @Test
    void changedBytesGiveAnotherMessageOrTheDocumentedException() {
        Random random = new Random(19);
        for (int i = 0; i < 100_000; i++) {
            assertDecodedOrRejected(REQUESTS_CODEC, changed(encode(REQUESTS_CODEC, REQUESTS), random));
            assertDecodedOrRejected(DECISIONS_CODEC, changed(encode(DECISIONS_CODEC, DECISIONS), random));
        }
    }

    @Test
    void keyIsNotQuoted() {
        byte[] message = encode(REQUESTS_CODEC, REQUESTS);
        for (int length = 0; length < message.length; length++) {
            assertFalse(
                    rejection(REQUESTS_CODEC, Arrays.copyOf(message, length)).contains("a0a0"));
        }
    }

    private static <T> void assertTruncationsAreRejected(MessageCodec<T, T> codec, T message) {
        byte[] whole = encode(codec, message);
        for (int length = 0; length < whole.length; length++) {
            rejection(codec, Arrays.copyOf(whole, length));
        }
    }

    /** What is decoded can be encoded, to the same bytes: there is no second form of a message. */
    private static <T> void assertDecodedOrRejected(MessageCodec<T, T> codec, byte[] bytes) {
        T decoded;
        try {
            decoded = decode(codec, bytes);
        } catch (MalformedMessageException rejected) {
            return;
        }
        assertEquals(HexFormat.of().formatHex(bytes), HexFormat.of().formatHex(encode(codec, decoded)));
    }

    /** Changes a few bytes, and sometimes the length. */
    private static byte[] changed(byte[] message, Random random) {
        byte[] changed = random.nextInt(4) == 0 ? Arrays.copyOf(message, random.nextInt(2 * message.length)) : message;
        for (int i = random.nextInt(4); i >= 0 && changed.length > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private static String rejection(MessageCodec<?, ?> codec, byte[] bytes) {
        return String.valueOf(
                assertThrows(MalformedMessageException.class, () -> codec.decodeFromWire(0, Buffer.buffer(bytes)))
                        .getMessage());
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace("ID", ID).replace(" ", ""));
    }
}
