package org.downloadtoken.representation;

import io.netty.handler.codec.DateFormatter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;

/**
 * Which bytes a file has: its validators (RFC 9110, section 8.8).
 *
 * @param etag a strong entity tag, with its quotes
 * @param lastModified in whole seconds, as HTTP knows time
 */
public record FileVersion(String etag, Instant lastModified) {
    public FileVersion {
        lastModified = lastModified.truncatedTo(ChronoUnit.SECONDS);
    }

    /** By the hash of the bytes where the catalog knows it, else by size and time of the last change. */
    public static FileVersion of(Optional<String> sha256, long size, Instant modified) {
        String tag = sha256.orElseGet(() ->
                Long.toHexString(size) + "-" + Long.toHexString(modified.getEpochSecond()) + "-" + modified.getNano());
        return new FileVersion('"' + tag + '"', modified);
    }

    /** As the header field {@code Last-Modified}. */
    public String lastModifiedDate() {
        return DateFormatter.format(Date.from(lastModified));
    }
}
