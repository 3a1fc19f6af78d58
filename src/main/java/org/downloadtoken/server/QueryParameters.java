package org.downloadtoken.server;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.jspecify.annotations.Nullable;

/** Parses the query of a URI into parameters. Their names are case-sensitive (RFC 3986, section 6.2.2.1). */
public final class QueryParameters {
    private static final int MAX_PARAMETERS = 100;

    private QueryParameters() {}

    /**
     * Parses a query into the values of each name.
     *
     * @param query percent-encoded, without the question mark; null if the URI has no query
     * @throws RequestFailure if the percent-encoding is invalid, or there are more than 100 parameters
     */
    public static Map<String, List<String>> of(@Nullable String query) {
        if (query == null) {
            return Map.of();
        }
        Map<String, List<String>> parameters;
        try {
            parameters = QueryStringDecoder.builder()
                    .hasPath(false)
                    .maxParams(MAX_PARAMETERS + 1)
                    .semicolonIsNormalChar(true)
                    .build('?' + query) // the decoder removes one leading question mark
                    .parameters();
        } catch (IllegalArgumentException e) {
            throw new RequestFailure(Failure.MALFORMED_REQUEST);
        }
        if (parameters.values().stream().mapToInt(List::size).sum() > MAX_PARAMETERS) {
            throw new RequestFailure(
                    Failure.MALFORMED_REQUEST); // the decoder drops the rest, which may include a credential
        }
        return parameters;
    }
}
