package org.downloadtoken.forwardauth;

import io.vertx.core.http.HttpServerRequest;
import org.downloadtoken.failure.RequestFailure;

/** Reads the client's request from the request of its proxy. */
public interface ForwardedRequestReader {
    /**
     * Reads a request of a proxy.
     *
     * @param rest what the proxy has appended to the path of this service; empty if it sends the URI in a header
     * @throws RequestFailure if the request does not name exactly one download
     */
    ForwardedRequest read(HttpServerRequest request, String rest);
}
