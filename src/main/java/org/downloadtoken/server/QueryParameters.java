package org.downloadtoken.server;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.jspecify.annotations.Nullable;

/** Parses the query of a URI into parameters. */
public final class QueryParameters {
    private static final MultiMap NONE = MultiMap.caseInsensitiveMultiMap();
    private static final int MAX_PARAMETERS = 100;

    private QueryParameters() {}

    /**
     * Parses a query.
     *
     * @param query percent-encoded, without the question mark; null if the URI has no query
     * @throws RequestFailure if the percent-encoding is invalid, or there are more than 100 parameters
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
                    .build('?' + query) // the decoder removes one leading question mark
                    .parameters()
                    .forEach(parameters::add);
        } catch (IllegalArgumentException e) {
            throw new RequestFailure(Failure.MALFORMED_REQUEST);
        }
        if (parameters.size() > MAX_PARAMETERS || parameters.entries().size() > MAX_PARAMETERS) {
            throw new RequestFailure(
                    Failure.MALFORMED_REQUEST); // the decoder drops the rest, which may include a credential
        }
        return parameters;
    }
}
