package org.downloadtoken.server;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/**
 * Recognizes a path that is written exactly as the service declares it. The router of Vert.x also accepts a slash at the end,
 * and resolves escapes, dot segments and doubled slashes before it matches. A proxy that blocks one path would not block
 * those forms of it.
 */
final class ExactPath {
    /** The landing page is the only resource whose path ends with a slash. */
    private final Set<String> landingPages;

    ExactPath(String basePath) {
        this.landingPages = Set.copyOf(List.of("/", basePath + "/")); // the same path if the base path is empty
    }

    /**
     * Compares the path with its normalized form, which Vert.x caches. They differ for needless percent-escapes, dot
     * segments and doubled slashes.
     *
     * @throws IllegalArgumentException if the percent-encoding is invalid
     */
    boolean matches(RoutingContext context) {
        String path = context.normalizedPath();
        return path.equals(context.request().path())
                && (path.charAt(path.length() - 1) != '/' || landingPages.contains(path));
    }
}
