package org.downloadtoken.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The build of this service. */
public final class Build {
    private static final String RESOURCE = "/build.properties";

    private Build() {}

    /** The version of the Maven project, which Maven writes into a resource. */
    public static String version() {
        try (InputStream resource = Build.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
