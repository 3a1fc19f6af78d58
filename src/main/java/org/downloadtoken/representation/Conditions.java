package org.downloadtoken.representation;

import io.netty.handler.codec.DateFormatter;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The conditional header fields of one request; one that is absent, or is no date where it has to be, holds. */
record Conditions(MultiMap headers, FileVersion version, Instant now) {
    private static final Pattern ENTITY_TAG = Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")");
    private static final CharSequence IF_RANGE = HttpHeaders.createOptimized("If-Range");
    private static final CharSequence IF_UNMODIFIED_SINCE = HttpHeaders.createOptimized("If-Unmodified-Since");

    boolean ifMatch() {
        if (headers.contains(HttpHeaders.IF_MATCH)) {
            return names(HttpHeaders.IF_MATCH, tag -> tag.group(1) == null && isCurrent(tag));
        }
        return date(IF_UNMODIFIED_SINCE)
                .map(date -> !version.lastModified().isAfter(date))
                .orElse(true);
    }

    boolean ifNoneMatch() {
        if (headers.contains(HttpHeaders.IF_NONE_MATCH)) {
            return !names(HttpHeaders.IF_NONE_MATCH, this::isCurrent);
        }
        return date(HttpHeaders.IF_MODIFIED_SINCE)
                .map(date -> version.lastModified().isAfter(date))
                .orElse(true);
    }

    /** By a strong tag, or by the very date, which is strong once its second is over (RFC 9110, section 8.8.2.2). */
    boolean ifRange() {
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

    private boolean isCurrent(Matcher tag) {
        return version.etag().equals(tag.group(2));
    }

    private boolean names(CharSequence field, Predicate<Matcher> wanted) {
        String tags = String.join(",", headers.getAll(field));
        if (tags.strip().equals("*")) {
            return true;
        }
        Matcher tag = ENTITY_TAG.matcher(tags);
        while (tag.find()) {
            if (wanted.test(tag)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Instant> date(CharSequence field) {
        List<String> values = headers.getAll(field);
        return values.size() == 1
                ? Optional.ofNullable(DateFormatter.parseHttpDate(values.get(0)))
                        .map(Date::toInstant)
                : Optional.empty();
    }
}
