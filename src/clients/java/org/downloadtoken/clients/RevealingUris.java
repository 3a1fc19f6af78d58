package org.downloadtoken.clients;

import java.util.List;
import java.util.regex.Pattern;

/** Finds URIs that contain a credential. */
final class RevealingUris {
    private static final Pattern DOWNLOAD = Pattern.compile("/api/datasets/[^/?]+/download/cog\\?token=[^&]+");

    private RevealingUris() {}

    /**
     * The URIs that contain one of these secrets, or a query. Only the query of a download is allowed: the download token,
     * once.
     */
    static List<String> of(List<String> uris, List<String> secrets) {
        return uris.stream()
                .filter(uri -> secrets.stream().anyMatch(uri::contains)
                        || (uri.indexOf('?') >= 0 && !DOWNLOAD.matcher(uri).matches()))
                .toList();
    }
}
