package org.downloadtoken.demo;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** The files of the demo's datasets. */
public final class DemoCogs {
    /** The key of the file of all rasters: coastlines of Europe, created by src/test/cog/make-demo-cog. */
    public static final String KEY = "europe/coastlines.tif";

    private DemoCogs() {}

    /** The root directory of the keys in the catalog. */
    public static Path directory() {
        URL url = Objects.requireNonNull(DemoCogs.class.getResource("/demo/cogs"));
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Path file() {
        return directory().resolve(KEY);
    }
}
