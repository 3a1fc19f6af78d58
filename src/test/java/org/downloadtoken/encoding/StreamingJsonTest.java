package org.downloadtoken.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vertx.core.json.Json;
import io.vertx.core.json.jackson.JacksonCodec;
import org.junit.jupiter.api.Test;

class StreamingJsonTest {
    @Test
    void vertxFindsTheService() {
        assertEquals(JacksonCodec.class, Json.CODEC.getClass());
        assertSame(new StreamingJson().codec(), Json.CODEC);
    }
}
