package org.downloadtoken.forwardauth;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.downloadtoken.config.ForwardAuth;
import org.downloadtoken.failure.RequestFailure;

/**
 * Reads the client's request from the target and the method of the proxy's request. Envoy appends the path and query of its
 * client to the path of this service. A header with a URI is rejected: only a client can have sent it.
 */
public final class ExtAuthzRequestReader implements ForwardedRequestReader {
    /** The path of this service, below its base path. */
    public static final String PATH = "/auth/ext-authz";

    private final List<CharSequence> uriHeaders;
    private final ForwardedPaths paths;
    private final ProxyWarnings warnings;

    public ExtAuthzRequestReader(ForwardAuth settings) {
        this.uriHeaders = ProxyHeaders.uriHeadersWith(settings.uriHeader());
        this.warnings = new ProxyWarnings(settings, "after " + PATH);
        this.paths = new ForwardedPaths(settings.paths(), warnings);
    }

    @Override
    public ForwardedRequest read(HttpServerRequest request, String rest) {
        return read(request.method(), request.headers(), rest);
    }

    /**
     * Reads a request of GET or HEAD.
     *
     * @throws RequestFailure if it does not name exactly one download
     */
    ForwardedRequest read(HttpMethod method, MultiMap headers, String rest) {
        if (!rest.startsWith("/")) {
            warnings.nothingAppended();
        } else if (ProxyHeaders.hasAny(headers, uriHeaders)) {
            warnings.otherHeaders(ProxyHeaders.present(headers, uriHeaders));
        } else if (ProxyHeaders.hasOtherMethod(headers, method.name())) {
            warnings.otherHeaders(ProxyHeaders.present(headers, ProxyHeaders.METHODS));
        } else {
            return paths.request(rest, true);
        }
        throw ForwardedPaths.invalidRequest();
    }
}
