package org.downloadtoken.encoding;

import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * An http or https URL, parsed as browsers do (URL Standard of the WHATWG). Unlike {@link java.net.URI}, it may contain host names
 * with underscores or in any script, and characters that need percent-encoding. The bytes of the path stay as they are:
 * nothing that is encoded is decoded, and names are not normalized.
 */
public record WebUrl(HttpUrl parsed) {
    /** The library drops a form feed anywhere. The URL Standard percent-encodes it, or finds the host invalid. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1F]");

    /** Parses text; empty if it is not an http or https URL with a valid host. */
    public static Optional<WebUrl> parse(String text) {
        String plain = text.replaceAll("[\t\n\r]", ""); // the URL Standard removes these anywhere
        if (CONTROL.matcher(plain).find()) {
            return Optional.empty();
        }
        return Authority.in(plain)
                .flatMap(authority -> Optional.ofNullable(HttpUrl.parse(plain))
                        .filter(url -> authority.isRead(url.host()))
                        .map(WebUrl::new));
    }

    public boolean isHttps() {
        return parsed.isHttps();
    }

    /** Whether the URL contains a user name or a password. */
    public boolean hasCredentials() {
        return !parsed.encodedUsername().isEmpty() || !parsed.encodedPassword().isEmpty();
    }

    /** Whether the URL consists of scheme, host and port only. A slash at its end is allowed. */
    public boolean isOrigin() {
        return isWithoutCredentialsAndQuery() && path().equals("/");
    }

    /** Whether the URL consists of scheme, host, port and path. */
    public boolean isWithoutCredentialsAndQuery() {
        return !hasCredentials() && parsed.encodedQuery() == null && parsed.encodedFragment() == null;
    }

    /** The path, percent-encoded, without dot segments. */
    public String path() {
        return parsed.encodedPath();
    }

    /** Whether the host is this computer. Then a request does not leave it. */
    public boolean isLoopback() {
        return Loopback.isLoopback(parsed.host());
    }

    /** The ASCII form of the host name, or the IP address; an IPv6 address has brackets. */
    public String host() {
        return parsed.host().contains(":") ? '[' + parsed.host() + ']' : parsed.host();
    }

    /** The port, including a default port. */
    public int port() {
        return parsed.port();
    }

    /** Scheme, host and port as browsers send them in the field {@code Origin}: in lower case, without a default port. */
    public String origin() {
        boolean isDefault = parsed.port() == HttpUrl.defaultPort(parsed.scheme());
        return parsed.scheme() + "://" + host() + (isDefault ? "" : ":" + parsed.port());
    }

    /** The target of a request: path and query. */
    public String target() {
        return parsed.encodedPath() + (parsed.encodedQuery() == null ? "" : '?' + parsed.encodedQuery());
    }

    /** The URL in ASCII, without credentials and fragment. */
    @Override
    public String toString() {
        return origin() + target();
    }
}
