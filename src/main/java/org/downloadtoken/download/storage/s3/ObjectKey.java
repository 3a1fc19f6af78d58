package org.downloadtoken.download.storage.s3;

import java.util.Arrays;

/** The key of an object. S3 allows any name, such as {@code a//b} or {@code /x}. */
record ObjectKey(String value) {
    /** False if a URL cannot contain the key: browsers resolve the segments . and .. even if they are percent-encoded. */
    boolean isAddressable() {
        return Arrays.stream(value.split("/", -1)).noneMatch(segment -> segment.equals(".") || segment.equals(".."));
    }
}
