package org.downloadtoken.metrics;

import java.util.Locale;

/** Why a connection of HTTP/2 was closed because of what its client sent. */
public enum Http2Failure {
    /** Too many frames that carry no request. */
    FLOOD,
    /** A violation of RFC 9113 or RFC 7541. */
    PROTOCOL;

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
