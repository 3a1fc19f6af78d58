package org.downloadtoken.mint;

import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.failure.Outcome;
import org.downloadtoken.token.DownloadToken;
import org.downloadtoken.token.TokenId;

/**
 * What became of one dataset of a request for tokens.
 *
 * @param datasetId empty if the id is invalid, or was not read
 * @param tokenId empty without a token, and for a token without id
 */
record MintResult(Optional<UUID> datasetId, Outcome outcome, Optional<TokenId> tokenId) {
    static MintResult granted(UUID datasetId, DownloadToken token) {
        return new MintResult(Optional.of(datasetId), Outcome.GRANTED, token.id());
    }

    static MintResult refused(Optional<UUID> datasetId, Outcome outcome) {
        return new MintResult(datasetId, outcome, Optional.empty());
    }
}
