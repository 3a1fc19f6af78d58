package org.downloadtoken.download.storage.s3;

import java.util.Arrays;

/** The key of an object: any name, such as {@code a//b} or {@code /x}. */
record ObjectKey(String value) {
    /** Whether the name survives in a URL: browsers resolve the segments . and .. even when they are encoded. */
    boolean isAddressable() {
        return Arrays.stream(value.split("/", -1)).noneMatch(segment -> segment.equals(".") || segment.equals(".."));
    }
}
