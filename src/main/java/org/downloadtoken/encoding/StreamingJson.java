package org.downloadtoken.encoding;

import io.vertx.core.json.jackson.JacksonCodec;
import io.vertx.core.spi.JsonFactory;
import io.vertx.core.spi.json.JsonCodec;

/**
 * Makes Vert.x write JSON as a stream of tokens. By default, it writes with the data binding of Jackson, which looks up a
 * serializer for each object. Vert.x finds this class as a service.
 */
public final class StreamingJson implements JsonFactory {
    private static final JsonCodec CODEC = new JacksonCodec();

    @Override
    public JsonCodec codec() {
        return CODEC;
    }
}
