package org.downloadtoken.config;

import java.nio.charset.StandardCharsets;

/** A value that no log line, error or {@code toString} shows. */
public record Secret(String value) {
    /** The length in bytes of UTF-8, which is what a key is made of. */
    public int bytes() {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
