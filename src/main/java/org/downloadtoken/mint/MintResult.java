package org.downloadtoken.mint;

import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.failure.Outcome;
import org.downloadtoken.token.DownloadToken;

/**
 * The outcome for one dataset of a request for tokens.
 *
 * @param datasetId empty if the id is invalid, or was not read
 * @param token empty if the request for it was refused
 */
record MintResult(Optional<UUID> datasetId, Outcome outcome, Optional<DownloadToken> token) {
    static MintResult granted(UUID datasetId, DownloadToken token) {
        return new MintResult(Optional.of(datasetId), Outcome.GRANTED, Optional.of(token));
    }

    static MintResult refused(Optional<UUID> datasetId, Outcome outcome) {
        return new MintResult(datasetId, outcome, Optional.empty());
    }
}
