package org.downloadtoken.download.storage;

/** The key of a file as the log shows it. */
public final class ShownKey {
    private static final int MAX_LENGTH = 200;

    private ShownKey() {}

    /**
     * The key in one short line. A URL is not shown: the catalog may have a URL with a password or signature in the place of a
     * key.
     */
    public static String of(String key) {
        if (key.contains("://") || key.startsWith("//")) {
            return "(a URL, which is not shown)";
        }
        String shown = key.length() > MAX_LENGTH ? key.substring(0, MAX_LENGTH) + "…" : key;
        return '"' + shown.replaceAll("\\p{C}", "?") + '"';
    }
}
