package org.downloadtoken.forwardauth;

import io.netty.util.NetUtil;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The path and the query of the URI that a proxy sends. Some proxies, such as ingress-nginx, send an absolute URI. */
final class ForwardedUri {
    private static final List<String> SCHEMES = List.of("https://", "http://");

    /** A host name or an IPv4 address, or an IPv6 address in brackets; then an optional port. No user information. */
    private static final Pattern AUTHORITY = Pattern.compile(
            "(?:[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)*+\\.?|\\[(?<ipv6>[0-9A-Fa-f:.]++)])(?::(?<port>[0-9]{1,5}))?");

    private static final int MAX_PORT = 65_535;

    private ForwardedUri() {}

    /**
     * Removes scheme and authority of an absolute URI. A client can choose the authority by its {@code Host} header. So the
     * authority must be well-formed: otherwise it could contain the start of another path.
     */
    static Optional<String> pathAndQuery(String uri) {
        if (uri.indexOf('#') >= 0) {
            return Optional.empty();
        }
        if (uri.startsWith("/")) {
            return Optional.of(uri);
        }
        for (String scheme : SCHEMES) {
            if (uri.regionMatches(true, 0, scheme, 0, scheme.length())) {
                int path = uri.indexOf('/', scheme.length());
                return path >= 0 && isAuthority(uri.substring(scheme.length(), path))
                        ? Optional.of(uri.substring(path))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isAuthority(String authority) {
        var parsed = AUTHORITY.matcher(authority);
        if (!parsed.matches()) {
            return false;
        }
        String port = parsed.group("port");
        String ipv6 = parsed.group("ipv6");
        return (port == null || Integer.parseInt(port) <= MAX_PORT)
                && (ipv6 == null || NetUtil.isValidIpV6Address(ipv6));
    }
}
