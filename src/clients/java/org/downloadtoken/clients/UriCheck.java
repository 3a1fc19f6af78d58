package org.downloadtoken.clients;

import java.util.List;
import java.util.regex.Pattern;

/** Judges the URIs that a client has requested. */
final class UriCheck {
    private static final Pattern DOWNLOAD = Pattern.compile("/api/datasets/[^/?]+/download/cog\\?token=[^&]+");

    private UriCheck() {}

    /**
     * True if the URI contains none of these secrets, and has a query only if it is that of a download: the download
     * token, once.
     */
    static boolean hasNoCredential(String uri, List<String> secrets) {
        return secrets.stream().noneMatch(uri::contains)
                && (uri.indexOf('?') < 0 || DOWNLOAD.matcher(uri).matches());
    }
}
