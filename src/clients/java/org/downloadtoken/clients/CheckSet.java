package org.downloadtoken.clients;

import java.util.EnumSet;
import java.util.Set;

/** The checks of a client's program. */
enum CheckSet {
    /** The client is only compiled. */
    NONE,
    ALL,
    /** All but the default URL. */
    WITHOUT_SERVER,
    /** The original contract has no API keys, no rate limit and no download. */
    ORIGINAL;

    Set<ClientCheck> checks() {
        return switch (this) {
            case NONE -> Set.of();
            case ALL -> EnumSet.allOf(ClientCheck.class);
            case WITHOUT_SERVER -> EnumSet.complementOf(EnumSet.of(ClientCheck.SERVER));
            case ORIGINAL ->
                EnumSet.of(
                        ClientCheck.MINT_ANONYMOUS,
                        ClientCheck.MINT_SESSION,
                        ClientCheck.PROBLEM_401,
                        ClientCheck.PROBLEM_404,
                        ClientCheck.PROBLEM_422);
        };
    }
}
