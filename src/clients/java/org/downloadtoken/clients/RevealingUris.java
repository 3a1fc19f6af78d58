package org.downloadtoken.clients;

import java.util.List;
import java.util.regex.Pattern;

/** Finds URIs that contain a credential. */
final class RevealingUris {
    private static final Pattern ALLOWED_QUERY =
            Pattern.compile("/api/datasets/[^/?]+/download/(cog|a\\.tif)\\?token=[^&]+|/api/auth/sign\\?href=[^&]+");

    private RevealingUris() {}

    /**
     * The URIs that contain one of these secrets, or a query. Two queries are allowed: the token of a download, and
     * the URL to sign.
     */
    static List<String> of(List<String> uris, List<String> secrets) {
        return uris.stream()
                .filter(uri -> secrets.stream().anyMatch(uri::contains)
                        || (uri.indexOf('?') >= 0 && !ALLOWED_QUERY.matcher(uri).matches()))
                .toList();
    }
}
