package org.downloadtoken.metrics;

import java.util.Locale;
import org.downloadtoken.session.Caller;

/** The kind of the caller. The set is closed, since every value is a time series. */
public enum CallerKind {
    ANONYMOUS,
    SESSION,
    API_KEY,
    /** The request was refused before the caller was known. */
    UNRESOLVED;

    public static CallerKind of(Caller caller) {
        if (caller instanceof Caller.Anonymous) {
            return ANONYMOUS;
        }
        return caller instanceof Caller.ApiKey ? API_KEY : SESSION;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
