package org.downloadtoken.forwardauth;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The headers in which proxies send the URI and the method of their client's request. */
final class ProxyHeaders {
    static final List<CharSequence> METHODS = List.of(
            HttpHeaders.createOptimized("X-Original-Method"), HttpHeaders.createOptimized("X-Forwarded-Method"));

    private static final List<String> URIS =
            List.of("X-Original-URI", "X-Original-URL", "X-Forwarded-Uri", "X-Rewrite-URL", "X-Envoy-Original-Path");
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private ProxyHeaders() {}

    /** The headers with a URI, except for this one. */
    static List<CharSequence> uriHeadersWithout(String name) {
        return URIS.stream()
                .filter(other -> !other.equalsIgnoreCase(name))
                .map(HttpHeaders::createOptimized)
                .toList();
    }

    /** The headers with a URI, and this one. */
    static List<CharSequence> uriHeadersWith(String name) {
        return Stream.concat(Stream.of(HttpHeaders.createOptimized(name)), uriHeadersWithout(name).stream())
                .toList();
    }

    static boolean hasAny(MultiMap headers, List<CharSequence> names) {
        for (CharSequence name : names) {
            if (headers.contains(name)) {
                return true;
            }
        }
        return false;
    }

    static List<String> present(MultiMap headers, List<CharSequence> names) {
        return names.stream()
                .filter(headers::contains)
                .map(CharSequence::toString)
                .toList();
    }

    /** True if all method headers are GET or HEAD, or absent. */
    static boolean isRead(MultiMap headers) {
        return haveOnly(headers, READS);
    }

    /** Whether a header names another method than this one. */
    static boolean hasOtherMethod(MultiMap headers, String method) {
        return !haveOnly(headers, Set.of(method));
    }

    private static boolean haveOnly(MultiMap headers, Set<String> methods) {
        for (CharSequence name : METHODS) {
            if (headers.contains(name) && !methods.containsAll(headers.getAll(name))) {
                return false;
            }
        }
        return true;
    }
}
