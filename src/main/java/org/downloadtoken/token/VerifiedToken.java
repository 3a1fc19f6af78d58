package org.downloadtoken.token;

import java.util.Optional;
import java.util.UUID;

/**
 * What a download token opens.
 *
 * @param subject the user it was minted for, empty for an anonymous caller
 * @param expiresAt in seconds since the epoch
 */
public record VerifiedToken(UUID datasetId, Optional<UUID> subject, double expiresAt) {}
