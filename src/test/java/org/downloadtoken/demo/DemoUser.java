package org.downloadtoken.demo;

import java.util.Locale;
import java.util.UUID;

/** The users of the demo's catalog. */
public enum DemoUser {
    ADMIN,
    /** Owns every dataset except that of the tenant. */
    OWNER,
    ANALYST,
    OUTSIDER,
    INACTIVE,
    /** All sessions of this user are revoked. */
    REVOKED,
    /** Belongs to the tenant and owns its dataset. */
    MEMBER;

    public UUID id() {
        return UUID.fromString("a0000000-0000-4000-8000-%012d"
                .formatted(1 + java.util.List.of(values()).indexOf(this)));
    }

    public String username() {
        return name().toLowerCase(Locale.ROOT);
    }
}
