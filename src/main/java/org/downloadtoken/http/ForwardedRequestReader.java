package org.downloadtoken.http;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.downloadtoken.caller.InvalidCredentials;
import org.downloadtoken.caller.InvalidCredentials.Reason;
import org.downloadtoken.config.ForwardAuth;

/**
 * Reads the request that a proxy asks about from the one header that it is trusted to set. A client could send another
 * header that some proxy uses for the same, so any of these beside it is refused. The path has to be that of a download
 * to the letter: what has escapes, dot segments or doubled slashes might be another file to the proxy.
 */
final class ForwardedRequestReader {
    private static final Set<String> URI_HEADERS =
            Set.of("x-original-uri", "x-original-url", "x-forwarded-uri", "x-rewrite-url", "x-envoy-original-path");
    private static final List<String> METHOD_HEADERS = List.of("x-original-method", "x-forwarded-method");
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final int ID_LENGTH = 36;

    private final String trusted;
    private final List<String> others;
    private final String beforeId;
    private final String afterId;
    private final ContractValidator validator;

    ForwardedRequestReader(ForwardAuth settings, ContractValidator validator) {
        this.trusted = settings.uriHeader();
        this.others = URI_HEADERS.stream()
                .filter(name -> !name.equalsIgnoreCase(trusted))
                .toList();
        int id = settings.path().indexOf(ForwardAuth.DATASET_ID);
        this.beforeId = settings.path().substring(0, id);
        this.afterId = settings.path().substring(id + ForwardAuth.DATASET_ID.length());
        this.validator = validator;
    }

    /**
     * Reads the headers of a proxy's request.
     *
     * @throws InvalidCredentials if they do not name one download, and only one
     */
    ForwardedRequest read(MultiMap headers) {
        List<String> uris = headers.getAll(trusted);
        if (uris.size() != 1 || others.stream().anyMatch(headers::contains)) {
            throw refused();
        }
        String uri = uris.get(0);
        int queryAt = uri.indexOf('?');
        String path = queryAt < 0 ? uri : uri.substring(0, queryAt);
        if (uri.indexOf('#') >= 0
                || path.length() != beforeId.length() + ID_LENGTH + afterId.length()
                || !path.startsWith(beforeId)
                || !path.endsWith(afterId)) {
            throw refused();
        }
        try {
            return new ForwardedRequest(
                    validator.datasetId(path.substring(beforeId.length(), beforeId.length() + ID_LENGTH)),
                    Query.of(queryAt < 0 ? null : uri.substring(queryAt + 1)),
                    methods(headers).allMatch(READS::contains));
        } catch (InvalidDatasetId | MalformedRequest e) {
            throw refused();
        }
    }

    private static Stream<String> methods(MultiMap headers) {
        return METHOD_HEADERS.stream().flatMap(name -> headers.getAll(name).stream());
    }

    private static InvalidCredentials refused() {
        return new InvalidCredentials(Reason.INVALID_REQUEST);
    }
}
