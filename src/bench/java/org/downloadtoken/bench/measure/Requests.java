package org.downloadtoken.bench.measure;

import java.util.Optional;

/**
 * The requests of a load, for a number of datasets in turn.
 *
 * @param kind the letter of the dataset ids
 * @param ids the number of datasets
 * @param perRequest the number of datasets in one request
 */
public record Requests(char kind, int ids, int perRequest, Operation operation, Optional<String> bearer) {
    public enum Operation {
        /** Mints a token. */
        MINT,
        /** Mints the tokens of several datasets. */
        BATCH,
        /** Verifies a download for a proxy, with a separate token for each dataset. */
        VERIFY,
        /** Downloads a part of the large file, as a viewer reads a tile of it. */
        RANGE,
        /** Mints a token at an OAuth token endpoint, with the credentials of a client. */
        CLIENT_CREDENTIALS
    }

    public static Requests mint(char kind, int ids) {
        return new Requests(kind, ids, 1, Operation.MINT, Optional.empty());
    }

    public static Requests mint(char kind, int ids, String bearer) {
        return new Requests(kind, ids, 1, Operation.MINT, Optional.of(bearer));
    }

    public static Requests batch(char kind, int ids, int perRequest) {
        return new Requests(kind, ids, perRequest, Operation.BATCH, Optional.empty());
    }

    public static Requests clientCredentials() {
        return new Requests('a', 1, 1, Operation.CLIENT_CREDENTIALS, Optional.empty());
    }

    /** Requests for different parts of the large file in turn. */
    public static Requests ranges(int parts) {
        return new Requests('a', parts, 1, Operation.RANGE, Optional.empty());
    }

    public static Requests verify(char kind, int ids) {
        return new Requests(kind, ids, 1, Operation.VERIFY, Optional.empty());
    }
}
