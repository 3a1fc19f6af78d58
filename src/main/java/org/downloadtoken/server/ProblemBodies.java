package org.downloadtoken.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.downloadtoken.failure.Failure;

/**
 * The problem details (RFC 9457) of type {@code about:blank} for each failure. Every body is constant: it repeats nothing of
 * the request, and does not show whether a dataset is hidden or missing.
 */
public final class ProblemBodies {
    private static final Map<Failure, Buffer> BODIES = new EnumMap<>(Failure.class);

    static {
        for (Failure failure : Failure.values()) {
            BODIES.put(failure, json(failure).toBuffer());
        }
    }

    private ProblemBodies() {}

    static Buffer of(Failure failure) {
        return Objects.requireNonNull(BODIES.get(failure));
    }

    /** The problem details of a failure, as a new object. */
    public static JsonObject json(Failure failure) {
        return new JsonObject()
                .put("type", "about:blank")
                .put("title", failure.title())
                .put("status", failure.status())
                .put("detail", failure.detail());
    }
}
