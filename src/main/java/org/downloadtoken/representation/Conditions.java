package org.downloadtoken.representation;

import io.netty.handler.codec.DateFormatter;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates the conditional header fields of one request (RFC 9110, section 13.1). An absent field, or an invalid date in
 * If-Modified-Since or If-Unmodified-Since, counts as true.
 */
record Conditions(MultiMap headers, FileVersion version, Instant now) {
    private static final CharSequence IF_RANGE = HttpHeaders.createOptimized("If-Range");
    private static final CharSequence IF_UNMODIFIED_SINCE = HttpHeaders.createOptimized("If-Unmodified-Since");

    /** Evaluates If-Match; if it is absent, If-Unmodified-Since. */
    boolean preconditionHolds() {
        if (headers.contains(HttpHeaders.IF_MATCH)) {
            return EntityTags.in(headers, HttpHeaders.IF_MATCH).matchStrong(version.etag());
        }
        return date(IF_UNMODIFIED_SINCE)
                .map(date -> !version.lastModified().isAfter(date))
                .orElse(true);
    }

    /** Evaluates If-None-Match; if it is absent, If-Modified-Since. */
    boolean isModified() {
        if (headers.contains(HttpHeaders.IF_NONE_MATCH)) {
            return !EntityTags.in(headers, HttpHeaders.IF_NONE_MATCH).matchWeak(version.etag());
        }
        return date(HttpHeaders.IF_MODIFIED_SINCE)
                .map(date -> version.lastModified().isAfter(date))
                .orElse(true);
    }

    /**
     * Evaluates If-Range, which needs a strong tag or the exact date. A date is a strong validator once a whole second has
     * passed since it (RFC 9110, section 8.8.2.2).
     */
    boolean rangeApplies() {
        List<String> fields = headers.getAll(IF_RANGE);
        if (fields.isEmpty()) {
            return true;
        }
        if (fields.size() > 1) {
            return false;
        }
        return fields.get(0).strip().equals(version.etag())
                || (date(IF_RANGE).filter(version.lastModified()::equals).isPresent()
                        && version.lastModified().plusSeconds(1).isBefore(now));
    }

    private Optional<Instant> date(CharSequence field) {
        List<String> values = headers.getAll(field);
        return values.size() == 1
                ? Optional.ofNullable(DateFormatter.parseHttpDate(values.get(0)))
                        .map(Date::toInstant)
                : Optional.empty();
    }
}
