package org.downloadtoken.mint;

import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.failure.Outcome;

/**
 * What became of one dataset of a request for tokens.
 *
 * @param datasetId empty if the id is invalid, or was not read
 */
record MintResult(Optional<UUID> datasetId, Outcome outcome) {
    static MintResult granted(UUID datasetId) {
        return new MintResult(Optional.of(datasetId), Outcome.GRANTED);
    }
}
