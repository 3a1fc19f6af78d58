package org.downloadtoken.representation;

import io.netty.handler.codec.DateFormatter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;

/**
 * The validators of one version of a file (RFC 9110, section 8.8).
 *
 * @param etag a strong entity tag, with its quotes
 * @param lastModified in whole seconds, the resolution of HTTP dates
 */
public record FileVersion(String etag, Instant lastModified) {
    public FileVersion {
        lastModified = lastModified.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The entity tag is the hash from the catalog, if there is one; otherwise the size and the time of the last change. */
    public static FileVersion of(Optional<String> sha256, long size, Instant modified) {
        String tag = sha256.orElseGet(() ->
                Long.toHexString(size) + "-" + Long.toHexString(modified.getEpochSecond()) + "-" + modified.getNano());
        return new FileVersion('"' + tag + '"', modified);
    }

    /**
     * The value of the field {@code Last-Modified}. It is never after the field {@code Date} of the same response, as RFC
     * 9110, section 8.8.2.1, requires: for a file from the future it is that date.
     *
     * @param date the field {@code Date}, in whole seconds
     */
    public String lastModifiedDate(Instant date) {
        return DateFormatter.format(Date.from(lastModified.isAfter(date) ? date : lastModified));
    }
}
