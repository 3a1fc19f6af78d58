package org.downloadtoken.demo;

import java.util.Locale;

/** The API keys of the analyst in the demo's catalog, one of each scope. */
public enum DemoApiKey {
    FULL,
    READ_ONLY;

    /** The key itself. The catalog has only its hash. */
    public String text() {
        return "demo-analyst-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
