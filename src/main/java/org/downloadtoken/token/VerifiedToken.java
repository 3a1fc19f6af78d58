package org.downloadtoken.token;

import java.util.Optional;
import java.util.UUID;

/**
 * The claims of a verified download token.
 *
 * @param datasetId the dataset that the token allows to download
 * @param subject the user for whom the token was minted; empty for an anonymous caller
 * @param expiresAt when the token expires, in seconds since the epoch
 */
public record VerifiedToken(UUID datasetId, Optional<UUID> subject, double expiresAt) {}
