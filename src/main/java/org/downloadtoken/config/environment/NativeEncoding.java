package org.downloadtoken.config.environment;

import java.util.Optional;

/** The encoding of file names. The JDK takes it from the locale at the start of the process. */
public final class NativeEncoding {
    private static final String NAME = System.getProperty("sun.jnu.encoding", "");

    private NativeEncoding() {}

    /** Why file names that are not ASCII cannot be used, with the remedy; empty if all names can be used. */
    public static Optional<String> problem() {
        return NAME.equalsIgnoreCase("UTF-8")
                ? Optional.empty()
                : Optional.of("the locale of this process has the encoding " + NAME
                        + ", so files whose names are not ASCII cannot be opened; set LC_ALL=C.UTF-8 in its environment"
                        + " (an option of the JVM does not help)");
    }
}
