package org.downloadtoken.server.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixRouteTest {
    /** An operation that is never called. */
    private record Uncalled() implements DirectOperation {
        @Override
        public void handle(RoutingContext context) {
            throw new AssertionError();
        }

        @Override
        public void handle(HttpServerRequest request, String rest, Consumer<Throwable> failed) {
            throw new AssertionError();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/x, true",
        "/api/x/, true",
        "/api/x/y, true",
        "/api/x//, true",
        "/api/x/../x, true",
        "/api/x?, true",
        "/api/x?y=z, true",
        "/api/xy, false",
        "/api/x%2F, false",
        "/api/x;y, false",
        "/api/x%, false",
        "/api/, false",
        "/api, false",
        "/, false",
        "*, false",
        "'', false",
        "/api/%78/y, false",
        "/api/X/y, false",
        "/API/x/y, false",
        "//api/x/y, false",
        "/y/api/x/y, false",
        "http://localhost/api/x/y, false"
    })
    void targetMatchesAsItIsWritten(String target, boolean matches) {
        assertEquals(matches, new PrefixRoute("/api/x", new Uncalled()).matches(target));
    }
}
