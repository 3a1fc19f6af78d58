package org.downloadtoken.mint;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.encoding.CanonicalUuid;
import org.downloadtoken.encoding.StrictJson;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.failure.RequestLimits;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for many tokens.
 *
 * @param datasets 1 to 100
 */
record TokenBatchRequest(List<RequestedDataset> datasets) {
    private static final String DATASET_IDS = "dataset_ids";

    /**
     * A dataset that a client has asked for.
     *
     * @param text the id, as the client wrote it
     * @param id empty if the text is no valid id
     */
    record RequestedDataset(String text, Optional<UUID> id) {}

    TokenBatchRequest {
        if (datasets.isEmpty() || datasets.size() > RequestLimits.MAX_BATCH_IDS) {
            throw new RequestFailure(Failure.BATCH_SIZE);
        }
    }

    /**
     * Parses a body.
     *
     * @throws RequestFailure if the type is not JSON or the body is compressed, if it is malformed, or if the number of ids is
     *     wrong
     */
    static TokenBatchRequest parse(MultiMap headers, @Nullable Buffer body) {
        if (!isJson(headers.getAll(HttpHeaders.CONTENT_TYPE)) || isEncoded(headers)) {
            throw new RequestFailure(Failure.UNSUPPORTED_MEDIA_TYPE);
        }
        Map<String, Object> object = object(body);
        if (object.size() != 1
                || !(object.get(DATASET_IDS) instanceof List<?> ids)
                || !ids.stream().allMatch(String.class::isInstance)) {
            throw malformed();
        }
        return new TokenBatchRequest(ids.stream()
                .map(String.class::cast)
                .map(text -> new RequestedDataset(text, CanonicalUuid.parse(text)))
                .toList());
    }

    List<Optional<UUID>> ids() {
        return datasets.stream().map(RequestedDataset::id).toList();
    }

    /** Parameters of the type have no meaning (RFC 8259, section 11). */
    private static boolean isJson(List<String> contentTypes) {
        return contentTypes.size() == 1
                && contentTypes.get(0).split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    /** A proxy may have inspected the body as its Content-Encoding says. */
    private static boolean isEncoded(MultiMap headers) {
        return !headers.getAll(HttpHeaders.CONTENT_ENCODING).stream().allMatch("identity"::equalsIgnoreCase);
    }

    private static Map<String, Object> object(@Nullable Buffer body) {
        if (body == null) {
            throw malformed();
        }
        try {
            return StrictJson.object(body.getBytes()).getMap();
        } catch (IllegalArgumentException notAnObject) {
            throw malformed();
        }
    }

    private static RequestFailure malformed() {
        return new RequestFailure(Failure.MALFORMED_BATCH);
    }
}
