package org.downloadtoken.forwardauth;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Set;
import org.downloadtoken.config.ForwardAuth;
import org.downloadtoken.encoding.CanonicalUuid;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.log.RateLimitedLog;
import org.downloadtoken.server.QueryParameters;
import org.downloadtoken.server.contract.DatasetIdParser;
import org.slf4j.LoggerFactory;

/**
 * Reads the client's request from the one header that the proxy sets. A client could send another header that some proxies
 * use for the same purpose, so a request with any of those is rejected. The path must be exactly the path of a download:
 * a proxy could resolve escapes, dot segments or double slashes to another file.
 */
public final class ForwardedRequestReader {
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(ForwardedRequestReader.class), System::nanoTime);
    private static final List<String> URI_HEADERS =
            List.of("X-Original-URI", "X-Original-URL", "X-Forwarded-Uri", "X-Rewrite-URL", "X-Envoy-Original-Path");
    private static final List<CharSequence> METHOD_HEADERS = List.of(
            HttpHeaders.createOptimized("x-original-method"), HttpHeaders.createOptimized("x-forwarded-method"));
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final CharSequence uriHeader;
    private final List<CharSequence> otherUriHeaders;
    private final String pathPrefix;
    private final String pathSuffix;
    private final DatasetIdParser datasetIds;
    private final ProxyWarnings warnings;

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
        this.warnings = new ProxyWarnings(settings, LOG);
    }

    /**
     * Reads the headers of a proxy's request.
     *
     * @throws RequestFailure if the headers do not name exactly one download
     */
    ForwardedRequest read(MultiMap headers) {
        String uri = pathAndQuery(headers);
        int queryAt = uri.indexOf('?');
        String path = queryAt < 0 ? uri : uri.substring(0, queryAt);
        if (path.length() != pathPrefix.length() + CanonicalUuid.LENGTH + pathSuffix.length()
                || !path.startsWith(pathPrefix)
                || !path.endsWith(pathSuffix)) {
            warnings.otherPath();
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

    private String pathAndQuery(MultiMap headers) {
        List<String> uris = headers.getAll(uriHeader);
        if (uris.size() != 1 || uris.get(0).isEmpty() || hasOtherUriHeader(headers)) {
            warnings.uriHeaders(
                    uris,
                    otherUriHeaders.stream()
                            .filter(headers::contains)
                            .map(CharSequence::toString)
                            .toList());
            throw invalidRequest();
        }
        return ForwardedUri.pathAndQuery(uris.get(0)).orElseThrow(() -> {
            warnings.otherForm();
            return invalidRequest();
        });
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
