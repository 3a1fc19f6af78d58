package org.downloadtoken.config.setting;

import java.nio.charset.StandardCharsets;

/** A value that {@code toString} does not show, so that no log line and no error message contains it. */
public record Secret(String value) {
    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** The length in bytes of UTF-8. These bytes are the key. */
    public int bytes() {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
