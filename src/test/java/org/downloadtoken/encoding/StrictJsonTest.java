package org.downloadtoken.encoding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    @Test
    void objectIsParsed() {
        assertEquals(
                "\u00e9",
                StrictJson.object("{\"a\": \"\u00e9\"} ".getBytes(UTF_8)).getString("a"));
    }

    @Test
    void byteOrderMarkIsIgnored() {
        assertEquals(1, StrictJson.object("\ufeff{\"a\": 1}".getBytes(UTF_8)).getInteger("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{} x",
                "{'a': 1}",
                "{\"a\": 1, \"a\": 1}",
                "{\"a\": 1, \"\\u0061\": 1}",
                "\ufeff\ufeff{}"
            })
    void otherTextIsRejected(String text) {
        assertRejected(text.getBytes(UTF_8));
    }

    /** The character by which Java replaces malformed bytes may also be part of the text. */
    @Test
    void replacementCharacterIsKept() {
        assertEquals(
                "\ufffd",
                StrictJson.object("{\"a\": \"\ufffd\"}".getBytes(UTF_8)).getString("a"));
    }

    static Stream<Charset> otherEncodings() {
        return Stream.of(
                UTF_16LE, UTF_16BE, Charset.forName("UTF-16"), Charset.forName("UTF-32LE"), Charset.forName("UTF-32"));
    }

    @ParameterizedTest
    @MethodSource("otherEncodings")
    void otherEncodingIsRejected(Charset encoding) {
        assertRejected("{\"a\": 1}".getBytes(encoding));
    }

    /** "1" in two bytes, a surrogate, a byte that UTF-8 does not have, and the beginning of a character. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00c0\u00b1", "\u00ed\u00a0\u0080", "\u00ff", "\u00c3"})
    void malformedUtf8IsRejected(String bytes) {
        assertRejected(("{\"a\": \"" + bytes + "\"}").getBytes(ISO_8859_1));
    }

    @Test
    void malformedUtf8BesideAReplacementCharacterIsRejected() {
        assertRejected("{\"a\": \"\u00ef\u00bf\u00bd\u00ff\"}".getBytes(ISO_8859_1));
    }

    private static void assertRejected(byte[] bytes) {
        assertThrows(IllegalArgumentException.class, () -> StrictJson.object(bytes));
    }
}
