package org.downloadtoken.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;

/**
 * Parses JSON. Rejects duplicate member names (RFC 7515, section 4; RFC 7519, section 4), and any encoding but UTF-8 (RFC
 * 8259, section 8.1). Jackson alone would detect UTF-16 and UTF-32, and accept malformed UTF-8. A byte order mark is ignored.
 */
public final class StrictJson {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(new TypeReference<Map<String, Object>>() {});

    private StrictJson() {}

    /**
     * Parses an object.
     *
     * @throws IllegalArgumentException if the bytes are not exactly one object; the message does not quote them
     */
    public static JsonObject object(byte[] bytes) {
        try {
            Map<String, Object> object = READER.readValue(withoutMark(text(bytes)));
            if (object == null) {
                throw new IllegalArgumentException("not a JSON object");
            }
            return new JsonObject(object);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JSON object, or an object with a duplicate name");
        }
    }

    /** Java replaces malformed bytes by U+FFFD. Only text with this character needs the slower, strict decoder. */
    private static String text(byte[] bytes) throws CharacterCodingException {
        String text = new String(bytes, UTF_8);
        return text.indexOf('\uFFFD') < 0
                ? text
                : UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }
}
