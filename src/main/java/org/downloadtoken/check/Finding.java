package org.downloadtoken.check;

import java.util.Locale;

/** One line of the result: what works, what would surprise in production, or what would fail. */
record Finding(Level level, String subject, String text) {
    enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String subject, String text) {
        return new Finding(Level.OK, subject, text);
    }

    static Finding warn(String subject, String text) {
        return new Finding(Level.WARN, subject, text);
    }

    static Finding fail(String subject, String text) {
        return new Finding(Level.FAIL, subject, text);
    }

    boolean isFailure() {
        return level == Level.FAIL;
    }

    /** The line that is printed. Scripts read its first word. */
    @Override
    public String toString() {
        return level.name().toLowerCase(Locale.ROOT) + " " + subject + ": " + text.replaceAll("\\p{Cntrl}+", " ");
    }
}
