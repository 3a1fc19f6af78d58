package org.downloadtoken.forwardauth;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Set;
import org.downloadtoken.config.ForwardAuth;
import org.downloadtoken.encoding.CanonicalUuid;
import org.downloadtoken.failure.FailureDetail.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.server.QueryParameters;
import org.downloadtoken.server.contract.DatasetIdParser;

/**
 * Reads the request that a proxy asks about from the one header that it is trusted to set. A client could send another
 * header that some proxy uses for the same, so any of these beside it is refused. The path has to be that of a download
 * to the letter: what has escapes, dot segments or doubled slashes might be another file to the proxy.
 */
public final class ForwardedRequestReader {
    private static final Set<String> URI_HEADERS =
            Set.of("x-original-uri", "x-original-url", "x-forwarded-uri", "x-rewrite-url", "x-envoy-original-path");
    private static final List<CharSequence> METHOD_HEADERS = List.of(
            HttpHeaders.createOptimized("x-original-method"), HttpHeaders.createOptimized("x-forwarded-method"));
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final CharSequence trusted;
    private final List<CharSequence> others;
    private final String beforeId;
    private final String afterId;
    private final DatasetIdParser datasetIds;

    public ForwardedRequestReader(ForwardAuth settings, DatasetIdParser datasetIds) {
        this.trusted = HttpHeaders.createOptimized(settings.uriHeader());
        this.others = URI_HEADERS.stream()
                .filter(name -> !name.equalsIgnoreCase(settings.uriHeader()))
                .map(HttpHeaders::createOptimized)
                .toList();
        int id = settings.path().indexOf(ForwardAuth.DATASET_ID);
        this.beforeId = settings.path().substring(0, id);
        this.afterId = settings.path().substring(id + ForwardAuth.DATASET_ID.length());
        this.datasetIds = datasetIds;
    }

    /**
     * Reads the headers of a proxy's request.
     *
     * @throws RequestFailure if they do not name one download, and only one
     */
    ForwardedRequest read(MultiMap headers) {
        List<String> uris = headers.getAll(trusted);
        if (uris.size() != 1 || hasAnother(headers)) {
            throw refused();
        }
        String uri = uris.get(0);
        int queryAt = uri.indexOf('?');
        String path = queryAt < 0 ? uri : uri.substring(0, queryAt);
        if (uri.indexOf('#') >= 0
                || path.length() != beforeId.length() + CanonicalUuid.LENGTH + afterId.length()
                || !path.startsWith(beforeId)
                || !path.endsWith(afterId)) {
            throw refused();
        }
        try {
            return new ForwardedRequest(
                    datasetIds.parse(path.substring(beforeId.length(), beforeId.length() + CanonicalUuid.LENGTH)),
                    QueryParameters.of(queryAt < 0 ? null : uri.substring(queryAt + 1)),
                    isRead(headers));
        } catch (RequestFailure invalidIdOrQuery) {
            throw refused();
        }
    }

    private boolean hasAnother(MultiMap headers) {
        for (CharSequence other : others) {
            if (headers.contains(other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRead(MultiMap headers) {
        for (CharSequence name : METHOD_HEADERS) {
            if (headers.contains(name) && !READS.containsAll(headers.getAll(name))) {
                return false;
            }
        }
        return true;
    }

    private static RequestFailure refused() {
        return RequestFailure.unauthorized(Challenge.INVALID_REQUEST);
    }
}
