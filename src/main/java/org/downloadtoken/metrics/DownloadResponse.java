package org.downloadtoken.metrics;

import java.util.Locale;

/** What a download response contained. The set is closed, since every value is a time series. */
public enum DownloadResponse {
    /** All bytes of the file, or its headers in response to HEAD. */
    WHOLE,
    /** One range of bytes. */
    PART,
    /** The URL of another host. */
    REDIRECT,
    /** Nothing: the client has this version of the file. */
    NOT_MODIFIED,
    /** Fewer bytes than announced: the client left, or the storage failed. */
    ABORTED,
    /** No file: the request was refused, failed, or asked for no file. */
    NONE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
