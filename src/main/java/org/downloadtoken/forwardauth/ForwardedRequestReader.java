package org.downloadtoken.forwardauth;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Set;
import org.downloadtoken.config.ForwardAuth;
import org.downloadtoken.encoding.CanonicalUuid;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.server.QueryParameters;
import org.downloadtoken.server.contract.DatasetIdParser;

/**
 * Reads the client's request from the one header that the proxy sets. A client could send another header that some proxies
 * use for the same purpose, so a request with any of those is rejected. The path must be exactly the path of a download:
 * a proxy could resolve escapes, dot segments or double slashes to another file.
 */
public final class ForwardedRequestReader {
    private static final Set<String> URI_HEADERS =
            Set.of("x-original-uri", "x-original-url", "x-forwarded-uri", "x-rewrite-url", "x-envoy-original-path");
    private static final List<CharSequence> METHOD_HEADERS = List.of(
            HttpHeaders.createOptimized("x-original-method"), HttpHeaders.createOptimized("x-forwarded-method"));
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final CharSequence uriHeader;
    private final List<CharSequence> otherUriHeaders;
    private final String pathPrefix;
    private final String pathSuffix;
    private final DatasetIdParser datasetIds;

    public ForwardedRequestReader(ForwardAuth settings, DatasetIdParser datasetIds) {
        this.uriHeader = HttpHeaders.createOptimized(settings.uriHeader());
        this.otherUriHeaders = URI_HEADERS.stream()
                .filter(name -> !name.equalsIgnoreCase(settings.uriHeader()))
                .map(HttpHeaders::createOptimized)
                .toList();
        int id = settings.path().indexOf(ForwardAuth.DATASET_ID);
        this.pathPrefix = settings.path().substring(0, id);
        this.pathSuffix = settings.path().substring(id + ForwardAuth.DATASET_ID.length());
        this.datasetIds = datasetIds;
    }

    /**
     * Reads the headers of a proxy's request.
     *
     * @throws RequestFailure if the headers do not name exactly one download
     */
    ForwardedRequest read(MultiMap headers) {
        List<String> uris = headers.getAll(uriHeader);
        if (uris.size() != 1 || hasOtherUriHeader(headers)) {
            throw invalidRequest();
        }
        String uri = uris.get(0);
        int queryAt = uri.indexOf('?');
        String path = queryAt < 0 ? uri : uri.substring(0, queryAt);
        if (uri.indexOf('#') >= 0
                || path.length() != pathPrefix.length() + CanonicalUuid.LENGTH + pathSuffix.length()
                || !path.startsWith(pathPrefix)
                || !path.endsWith(pathSuffix)) {
            throw invalidRequest();
        }
        try {
            return new ForwardedRequest(
                    datasetIds.parse(path.substring(pathPrefix.length(), pathPrefix.length() + CanonicalUuid.LENGTH)),
                    QueryParameters.of(queryAt < 0 ? null : uri.substring(queryAt + 1)),
                    isRead(headers));
        } catch (RequestFailure invalidIdOrQuery) {
            throw invalidRequest();
        }
    }

    private boolean hasOtherUriHeader(MultiMap headers) {
        for (CharSequence name : otherUriHeaders) {
            if (headers.contains(name)) {
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

    private static RequestFailure invalidRequest() {
        return RequestFailure.unauthorized(Challenge.INVALID_REQUEST);
    }
}
