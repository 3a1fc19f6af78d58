package org.downloadtoken.token;

import java.util.Optional;
import java.util.UUID;

/**
 * The claims of a verified download token.
 *
 * @param datasetId the dataset that the token allows to download
 * @param subject the user for whom the token was minted; empty for an anonymous caller
 * @param expiresAt when the token expires, in seconds since the epoch
 * @param id names the token in logs; empty for an anonymous caller, and for tokens of an issuer that sets none
 */
public record VerifiedToken(UUID datasetId, Optional<UUID> subject, double expiresAt, Optional<TokenId> id) {}
