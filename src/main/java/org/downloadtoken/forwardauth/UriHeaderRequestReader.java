package org.downloadtoken.forwardauth;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.downloadtoken.config.ForwardAuth;
import org.downloadtoken.failure.RequestFailure;

/**
 * Reads the client's request from the one header that the proxy sets. A client could send another header that some proxies
 * use for the same purpose, so a request with any of those is rejected.
 */
public final class UriHeaderRequestReader implements ForwardedRequestReader {
    private final CharSequence uriHeader;
    private final List<CharSequence> otherUriHeaders;
    private final ForwardedPaths paths;
    private final ProxyWarnings warnings;

    public UriHeaderRequestReader(ForwardAuth settings) {
        this.uriHeader = HttpHeaders.createOptimized(settings.uriHeader());
        this.otherUriHeaders = ProxyHeaders.uriHeadersWithout(settings.uriHeader());
        this.warnings = new ProxyWarnings(settings, "in " + settings.uriHeader() + " (FORWARD_AUTH_URI_HEADER)");
        this.paths = new ForwardedPaths(settings.paths(), warnings);
    }

    @Override
    public ForwardedRequest read(HttpServerRequest request, String rest) {
        return read(request.headers());
    }

    /**
     * Reads the headers of a proxy's request.
     *
     * @throws RequestFailure if the headers do not name exactly one download
     */
    ForwardedRequest read(MultiMap headers) {
        return paths.request(uri(headers), ProxyHeaders.isRead(headers));
    }

    private String uri(MultiMap headers) {
        List<String> uris = headers.getAll(uriHeader);
        if (uris.size() != 1 || uris.get(0).isEmpty() || ProxyHeaders.hasAny(headers, otherUriHeaders)) {
            warnings.uriHeaders(uris, ProxyHeaders.present(headers, otherUriHeaders));
            throw ForwardedPaths.invalidRequest();
        }
        return uris.get(0);
    }
}
