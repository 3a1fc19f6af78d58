package org.downloadtoken.session;

/** The request headers that carry a credential. */
public final class CredentialHeaders {
    public static final String API_KEY = "X-Api-Key";

    /** All of them, as a list in a header such as {@code Vary}. */
    public static final String ALL = "Authorization, " + API_KEY;

    private CredentialHeaders() {}
}
