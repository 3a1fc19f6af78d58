package org.downloadtoken.clients;

import java.util.Locale;

/** A check of a client's program. The program prints its label, and "ok". */
enum ClientCheck {
    /** The default URL of the client is that of the contract. */
    SERVER,
    MINT_ANONYMOUS,
    MINT_SESSION,
    MINT_KEY,
    /** The URL of a download gets a token. */
    SIGN,
    /** Several datasets get tokens or problems, in the order asked. A token opens its file. */
    BATCH,
    BATCH_403,
    /** No id. A client that rejects this itself is checked to do so. */
    BATCH_422,
    PROBLEM_401,
    PROBLEM_403,
    PROBLEM_404,
    PROBLEM_422,
    PROBLEM_429,
    HEAD,
    RANGE,
    FILE,
    /** The file, under a name that ends in .tif. */
    FILE_NAMED,
    /** The file, with a session and without a token. */
    FILE_SESSION,
    /** The file, with an API key and without a token. */
    FILE_KEY,
    /** A download with an invalid token is a problem detail. */
    FILE_401,
    /** A download that is redirected to another host. */
    REDIRECT;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
