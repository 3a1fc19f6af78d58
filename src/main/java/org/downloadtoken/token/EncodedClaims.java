package org.downloadtoken.token;

import io.vertx.core.json.JsonObject;

/**
 * Claims that are already JSON. To sign them, {@code JWTAuth} needs an object, of which it only takes this text: its options add
 * no claim. It would otherwise spend more time to write a map as JSON than to sign it.
 */
final class EncodedClaims extends JsonObject {
    private final String json;

    EncodedClaims(String json) {
        this.json = json;
    }

    @Override
    public String encode() {
        return json;
    }
}
