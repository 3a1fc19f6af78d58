package org.downloadtoken.access.wire;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.downloadtoken.failure.Failure;

/** The codes of refusals. They do not depend on the order of the enum. A new failure does not compile without its code. */
final class RefusalCodes {
    private static final Map<Integer, Failure> REFUSALS = Arrays.stream(Failure.values())
            .filter(Failure::isRefusal)
            .collect(toUnmodifiableMap(RefusalCodes::code, refusal -> refusal)); // throws if two have the same code

    private RefusalCodes() {}

    static Failure refusal(int code) {
        return Optional.ofNullable(REFUSALS.get(code))
                .orElseThrow(() ->
                        new MalformedMessageException("the code of the refusal is " + code + ", but must be one of "
                                + REFUSALS.keySet().stream().sorted().toList()));
    }

    static int code(Failure refusal) {
        return switch (refusal) {
            case MALFORMED_REQUEST -> 1;
            case NOT_A_DOWNLOAD_URL -> 2;
            case MALFORMED_BATCH -> 3;
            case NOT_A_RASTER -> 4;
            case INVALID_CREDENTIAL -> 5;
            case READ_ONLY_KEY -> 6;
            case ROLE_MISSING -> 7;
            case DOWNLOAD_FORBIDDEN -> 8;
            case REMOTE_FILE_NEEDS_TOKEN -> 9;
            case DATASET_HIDDEN -> 10;
            case FILE_MISSING -> 11;
            case PATH_UNKNOWN -> 12;
            case METHOD_NOT_ALLOWED -> 13;
            case PRECONDITION_FAILED -> 14;
            case CONTENT_TOO_LARGE -> 15;
            case BATCH_TOO_LARGE -> 16;
            case URI_TOO_LONG -> 17;
            case UNSUPPORTED_MEDIA_TYPE -> 18;
            case RANGE_NOT_SATISFIABLE -> 19;
            case EXPECTATION_FAILED -> 20;
            case INVALID_DATASET_ID -> 21;
            case BATCH_SIZE -> 22;
            case RATE_LIMITED -> 23;
            case HEADERS_TOO_LARGE -> 24;
            case INTERNAL_ERROR,
                    OVERLOADED,
                    CATALOG_UNAVAILABLE,
                    STORAGE_UNAVAILABLE,
                    DOWNLOADS_EXHAUSTED,
                    KEYS_UNAVAILABLE -> throw new IllegalArgumentException(refusal + " is not a refusal");
        };
    }
}
