package org.downloadtoken.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds settings that are valid, but with which the URLs that GET /auth/sign signs do not work. */
public final class SigningReview {
    /** GDAL renews a token this long before it expires. */
    private static final Duration GDAL_MARGIN = Duration.ofSeconds(60);

    private SigningReview() {}

    /** One sentence for each problem; none if URLs are not signed. */
    public static List<String> warnings(ServiceConfig config) {
        List<String> warnings = new ArrayList<>();
        config.http().publicUrl().ifPresent(url -> {
            String path = url.path().replaceFirst("/$", "");
            if (!path.equals(config.http().basePath())) {
                warnings.add("PUBLIC_URL has the path '" + path + "', and HTTP_BASE_PATH is '"
                        + config.http().basePath() + "': signed URLs work only if a proxy replaces the path");
            }
            if (config.tokens().ttl().compareTo(GDAL_MARGIN) <= 0) {
                warnings.add("TOKEN_TTL_SECONDS is " + config.tokens().ttl().toSeconds()
                        + ", but GDAL needs more than " + GDAL_MARGIN.toSeconds()
                        + " for signed URLs: it renews a token so long before it expires");
            }
        });
        return warnings;
    }
}
