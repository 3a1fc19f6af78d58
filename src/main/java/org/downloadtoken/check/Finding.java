package org.downloadtoken.check;

import java.util.Locale;

/** One result of a check: ok, warning or failure. */
record Finding(Level level, String text) {
    enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String text) {
        return new Finding(Level.OK, text);
    }

    static Finding warn(String text) {
        return new Finding(Level.WARN, text);
    }

    static Finding fail(String text) {
        return new Finding(Level.FAIL, text);
    }

    boolean isFailure() {
        return level == Level.FAIL;
    }

    /** The line that is printed. Scripts read its first word. */
    String line(String subject) {
        return level.name().toLowerCase(Locale.ROOT) + " " + subject + ": " + text.replaceAll("\\p{Cntrl}+", " ");
    }
}
