package org.downloadtoken.server;

import io.netty.handler.codec.DateFormatter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;

/** Adds the field {@code Date} to responses (RFC 9110, section 6.6.1). It is formatted once a second. Belongs to one event loop. */
final class ResponseDate {
    private final Clock clock;
    private long second = Long.MIN_VALUE;
    private CharSequence date = "";

    ResponseDate(Clock clock) {
        this.clock = clock;
    }

    void addTo(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.DATE, now());
    }

    private CharSequence now() {
        long now = TimeUnit.MILLISECONDS.toSeconds(clock.millis());
        if (now != second) {
            second = now;
            date = HttpHeaders.createOptimized(DateFormatter.format(Date.from(Instant.ofEpochSecond(now))));
        }
        return date;
    }
}
