package org.downloadtoken.access.policy;

import java.util.Optional;
import java.util.UUID;

/** The answer of the catalog to an {@link AccessRequest}. */
public sealed interface AccessDecision {
    /**
     * The caller may read the dataset.
     *
     * @param recordId the record of the dataset
     * @param tenantId of the dataset, where it has one
     * @param subject the signed-in caller, empty for an anonymous one
     */
    record Granted(UUID datasetId, UUID recordId, Optional<UUID> tenantId, Optional<Subject> subject, Content content)
            implements AccessDecision {}

    /** A signed-in user, as tokens name them. */
    record Subject(UUID userId, String username) {}

    /** The caller may not, and why. */
    enum Refused implements AccessDecision {
        /** The credential names no active user, or was revoked. */
        CALLER_UNKNOWN,
        /** The API key only reads, and this is not a read. */
        READ_ONLY_KEY,
        /** None of the user's roles is one that may download. */
        ROLE_MISSING,
        /** There is no such dataset, or the caller may not see it; nobody is told which. */
        HIDDEN
    }
}
