package org.downloadtoken.download.storage.s3;

import io.netty.handler.codec.DateFormatter;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.representation.ByteRange;
import org.downloadtoken.representation.FileDescription;
import org.downloadtoken.representation.FileVersion;

/**
 * One version of an object, as the store describes it.
 *
 * @param size the size in bytes
 * @param etag the strong entity tag with its quotes, if the store has one; otherwise lastModified identifies the version
 * @param lastModified the value of Last-Modified
 */
record ObjectVersion(long size, Optional<String> etag, String lastModified) {
    private static final Pattern STRONG = Pattern.compile("\"[\\x21\\x23-\\x7e]+\"");

    /** The version that a response to HEAD or GET describes; empty if the response has no length or no date. */
    static Optional<ObjectVersion> of(HttpClientResponse response) {
        String length = response.headers().get(HttpHeaders.CONTENT_LENGTH);
        String modified = response.headers().get(HttpHeaders.LAST_MODIFIED);
        if (length == null || modified == null || DateFormatter.parseHttpDate(modified) == null) {
            return Optional.empty();
        }
        Optional<String> etag = Optional.ofNullable(response.headers().get(HttpHeaders.ETAG))
                .filter(tag -> STRONG.matcher(tag).matches());
        return Optional.of(new ObjectVersion(Long.parseLong(length), etag, modified));
    }

    FileDescription description(RasterAsset asset) {
        Date modified = DateFormatter.parseHttpDate(lastModified);
        return new FileDescription(
                size,
                etag.map(tag -> new FileVersion(tag, modified.toInstant()))
                        .orElseGet(() -> FileVersion.of(asset.sha256(), size, modified.toInstant())));
    }

    /** The headers of a request for bytes of this version. Without a strong entity tag, another version may be sent. */
    Map<String, String> requestHeaders(Optional<ByteRange> range) {
        Map<String, String> headers = new HashMap<>();
        etag.ifPresent(tag -> headers.put("If-Match", tag));
        range.ifPresent(part -> headers.put("Range", "bytes=" + part.first() + "-" + part.last()));
        return headers;
    }

    /** True if a response contains these bytes of this version. A store may ignore the condition or the range. */
    boolean isSentBy(HttpClientResponse response, Optional<ByteRange> range) {
        long length = range.map(ByteRange::length).orElse(size);
        Optional<String> expected = range.map(part -> "bytes " + part.first() + "-" + part.last() + "/" + size);
        return response.statusCode() == (range.isPresent() ? 206 : 200)
                && of(response).equals(Optional.of(new ObjectVersion(length, etag, lastModified)))
                && Optional.ofNullable(response.headers().get(HttpHeaders.CONTENT_RANGE))
                        .equals(expected);
    }
}
