package org.downloadtoken.forwardauth;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.config.PathTemplate;
import org.downloadtoken.encoding.PlainPath;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.server.QueryParameters;

/**
 * The paths for which proxies may ask. A path must be plain and match a template: a proxy could resolve escapes, dot segments
 * or double slashes to another file.
 */
record ForwardedPaths(List<PathTemplate> templates, ProxyWarnings warnings) {
    /**
     * Parses the URI of the client.
     *
     * @throws RequestFailure if the URI does not name exactly one download
     */
    ForwardedRequest request(String uri, boolean isRead) {
        String pathAndQuery = ForwardedUri.pathAndQuery(uri).orElseThrow(() -> {
            warnings.otherForm();
            return invalidRequest();
        });
        int queryAt = pathAndQuery.indexOf('?');
        String path = queryAt < 0 ? pathAndQuery : pathAndQuery.substring(0, queryAt);
        UUID datasetId = PlainPath.parse(path).flatMap(this::datasetId).orElseThrow(() -> {
            warnings.otherPath();
            return invalidRequest();
        });
        try {
            return new ForwardedRequest(
                    datasetId, QueryParameters.of(queryAt < 0 ? null : pathAndQuery.substring(queryAt + 1)), isRead);
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

    static RequestFailure invalidRequest() {
        return RequestFailure.unauthorized(Challenge.INVALID_REQUEST);
    }
}
