package org.downloadtoken.session;

import io.vertx.core.http.HttpHeaders;

/** The names of the request headers that contain a credential. */
public final class CredentialHeaders {
    static final CharSequence AUTHORIZATION = HttpHeaders.AUTHORIZATION;

    public static final CharSequence API_KEY = HttpHeaders.createOptimized("X-Api-Key");

    /** Both names, as the value of a header such as {@code Vary}. */
    public static final String NAMES = "Authorization, " + API_KEY;

    private CredentialHeaders() {}
}
