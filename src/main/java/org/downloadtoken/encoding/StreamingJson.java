package org.downloadtoken.encoding;

import io.vertx.core.json.jackson.JacksonCodec;
import io.vertx.core.spi.JsonFactory;
import io.vertx.core.spi.json.JsonCodec;

/**
 * Makes Vert.x write JSON without data binding. By default, it prepares a mapper of Java classes for each object. Vert.x finds
 * this class as a service.
 */
public final class StreamingJson implements JsonFactory {
    private static final JsonCodec CODEC = new JacksonCodec();

    @Override
    public JsonCodec codec() {
        return CODEC;
    }
}
