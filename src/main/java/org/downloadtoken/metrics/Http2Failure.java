package org.downloadtoken.metrics;

import java.util.Locale;

/** What a client of HTTP/2 did wrong. The first two end its connection. */
public enum Http2Failure {
    /** Too many frames that carry no request. */
    FLOOD,
    /** A violation of RFC 9113 or RFC 7541. */
    PROTOCOL,
    /** A request that is not valid. It alone is ended. */
    REQUEST;

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
