package org.downloadtoken.metrics;

import java.util.Locale;
import org.downloadtoken.session.Caller;

/** What kind of caller asked; a closed set, since every value is a time series. */
public enum CallerKind {
    ANONYMOUS,
    SESSION,
    API_KEY,
    /** Refused before it was known who asks. */
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
