package org.downloadtoken.encoding;

import java.util.regex.Pattern;

/** A file name that ends in {@code .tif}. It is one segment of a path, without dot segments and percent-escapes. */
public final class TiffName {
    /** The pattern of the contract. */
    public static final String PATTERN = "^[A-Za-z0-9._-]{1,100}\\.tif$";

    private static final String EXTENSION = ".tif";
    private static final Pattern NAME = Pattern.compile(PATTERN);

    private TiffName() {}

    public static boolean isAllowed(String name) {
        return name.endsWith(EXTENSION) && NAME.matcher(name).matches(); // most other names need no pattern
    }
}
