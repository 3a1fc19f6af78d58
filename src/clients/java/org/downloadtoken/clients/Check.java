package org.downloadtoken.clients;

import java.util.Locale;

/** What the program of a client checks. It prints the name of each check in lower case. */
enum Check {
    /** The default URL of the client is that of the contract. */
    SERVER,
    MINT_ANONYMOUS,
    MINT_SESSION,
    MINT_KEY,
    PROBLEM_401,
    PROBLEM_403,
    PROBLEM_404,
    PROBLEM_422,
    PROBLEM_429,
    /** The headers of the file. */
    HEAD,
    /** The first bytes of the file. */
    RANGE,
    /** All bytes of the file. */
    FILE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
