package org.downloadtoken.server;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.jspecify.annotations.Nullable;

/** The parameters of a URI's query. */
public final class QueryParameters {
    private static final MultiMap NONE = MultiMap.caseInsensitiveMultiMap();
    private static final int MAX_PARAMETERS = 100;

    private QueryParameters() {}

    /**
     * Reads a query as it stands in the URI.
     *
     * @throws RequestFailure if its percent-encoding is broken, or it has too many parameters
     */
    public static MultiMap of(@Nullable String query) {
        if (query == null) {
            return NONE;
        }
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
        try {
            QueryStringDecoder.builder()
                    .hasPath(false)
                    .maxParams(MAX_PARAMETERS + 1)
                    .semicolonIsNormalChar(true)
                    .build('?' + query) // it drops one question mark, wanted or not
                    .parameters()
                    .forEach(parameters::add);
        } catch (IllegalArgumentException e) {
            throw new RequestFailure(Failure.MALFORMED_REQUEST);
        }
        if (parameters.size() > MAX_PARAMETERS || parameters.entries().size() > MAX_PARAMETERS) {
            throw new RequestFailure(Failure.MALFORMED_REQUEST); // the decoder drops the rest, a credential among it
        }
        return parameters;
    }
}
