package org.downloadtoken.demo;

import java.util.Locale;
import java.util.UUID;

/** The users of the demo's catalog. */
public enum DemoUser {
    ADMIN,
    /** Of every dataset but the tenant's. */
    OWNER,
    ANALYST,
    OUTSIDER,
    INACTIVE,
    /** All sessions so far are revoked. */
    REVOKED,
    /** Of the tenant, and owner of its dataset. */
    MEMBER;

    public UUID id() {
        return UUID.fromString("a0000000-0000-4000-8000-%012d"
                .formatted(1 + java.util.List.of(values()).indexOf(this)));
    }

    public String username() {
        return name().toLowerCase(Locale.ROOT);
    }
}
