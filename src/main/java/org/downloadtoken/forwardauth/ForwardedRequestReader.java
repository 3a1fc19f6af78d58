package org.downloadtoken.forwardauth;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.downloadtoken.config.ForwardAuth;
import org.downloadtoken.config.PathTemplate;
import org.downloadtoken.encoding.PlainPath;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.log.RateLimitedLog;
import org.downloadtoken.server.QueryParameters;
import org.slf4j.LoggerFactory;

/**
 * Reads the client's request from the one header that the proxy sets. A client could send another header that some proxies
 * use for the same purpose, so a request with any of those is rejected. The path must be plain and match a template: a proxy
 * could resolve escapes, dot segments or double slashes to another file.
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
    private final List<PathTemplate> templates;
    private final ProxyWarnings warnings;

    public ForwardedRequestReader(ForwardAuth settings) {
        this.uriHeader = HttpHeaders.createOptimized(settings.uriHeader());
        this.otherUriHeaders = URI_HEADERS.stream()
                .filter(name -> !name.equalsIgnoreCase(settings.uriHeader()))
                .map(HttpHeaders::createOptimized)
                .toList();
        this.templates = settings.paths();
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
        UUID datasetId = PlainPath.parse(path).flatMap(this::datasetId).orElseThrow(() -> {
            warnings.otherPath();
            return invalidRequest();
        });
        try {
            return new ForwardedRequest(
                    datasetId, QueryParameters.of(queryAt < 0 ? null : uri.substring(queryAt + 1)), isRead(headers));
        } catch (RequestFailure invalidQuery) {
            throw invalidRequest();
        }
    }

    /** The dataset of a path; empty if no template matches it, or if two templates take its id from different segments. */
    private Optional<UUID> datasetId(PlainPath path) {
        Optional<UUID> found = Optional.empty();
        for (PathTemplate template : templates) {
            Optional<UUID> id = template.datasetId(path);
            if (id.isPresent() && found.isPresent() && !id.equals(found)) {
                return Optional.empty();
            }
            found = id.isPresent() ? id : found;
        }
        return found;
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
