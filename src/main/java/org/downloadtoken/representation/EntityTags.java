package org.downloadtoken.representation;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entity tags in If-Match or If-None-Match (RFC 9110, sections 13.1.1 and 13.1.2).
 *
 * @param any the field is {@code *}, which matches every version
 */
record EntityTags(boolean any, List<Tag> tags) {
    private static final Pattern ENTITY_TAG = Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")");

    /**
     * One entity tag.
     *
     * @param opaque with its quotes, without the prefix {@code W/}
     */
    private record Tag(boolean weak, String opaque) {}

    /** Reads all fields of this name. Text that is not an entity tag is ignored. */
    static EntityTags in(MultiMap headers, CharSequence field) {
        String value = String.join(",", headers.getAll(field));
        List<Tag> tags = new ArrayList<>();
        Matcher tag = ENTITY_TAG.matcher(value);
        while (tag.find()) {
            tags.add(new Tag(tag.group(1) != null, tag.group(2)));
        }
        return new EntityTags(value.strip().equals("*"), tags);
    }

    /** Strong comparison: no weak tag matches (RFC 9110, section 8.8.3.2). */
    boolean matchStrong(String etag) {
        return any || tags.stream().anyMatch(tag -> !tag.weak() && tag.opaque().equals(etag));
    }

    /** Weak comparison. A proxy that compresses a response makes its strong tag weak. */
    boolean matchWeak(String etag) {
        return any || tags.stream().anyMatch(tag -> tag.opaque().equals(etag));
    }
}
