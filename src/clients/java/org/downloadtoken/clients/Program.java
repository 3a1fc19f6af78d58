package org.downloadtoken.clients;

import java.util.EnumSet;
import java.util.Set;

/** The extent of a client's program. */
enum Program {
    /** The client is only compiled. */
    NONE,
    ALL,
    /** All but the default URL. */
    WITHOUT_SERVER,
    /** The original contract has no API keys, no rate limit and no download. */
    ORIGINAL;

    Set<Check> checks() {
        return switch (this) {
            case NONE -> Set.of();
            case ALL -> EnumSet.allOf(Check.class);
            case WITHOUT_SERVER -> EnumSet.complementOf(EnumSet.of(Check.SERVER));
            case ORIGINAL ->
                EnumSet.of(
                        Check.MINT_ANONYMOUS,
                        Check.MINT_SESSION,
                        Check.PROBLEM_401,
                        Check.PROBLEM_404,
                        Check.PROBLEM_422);
        };
    }
}
