package org.downloadtoken.encoding;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;

/** Parses JSON and rejects duplicate member names (RFC 7515, section 4; RFC 7519, section 4). */
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
            Map<String, Object> object = READER.readValue(bytes);
            if (object == null) {
                throw new IllegalArgumentException("not a JSON object");
            }
            return new JsonObject(object);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JSON object, or an object with a duplicate name");
        }
    }
}
