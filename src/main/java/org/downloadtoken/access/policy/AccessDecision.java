package org.downloadtoken.access.policy;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.downloadtoken.failure.Failure;

/** The decision on an {@link AccessRequest}. */
public sealed interface AccessDecision {
    /**
     * The caller may read the dataset.
     *
     * @param recordId the record of the dataset
     * @param tenantId the tenant of the dataset, if it has one
     * @param subject the signed-in caller; empty for an anonymous caller
     */
    record Granted(UUID datasetId, UUID recordId, Optional<UUID> tenantId, Optional<Subject> subject, Content content)
            implements AccessDecision {}

    /** A signed-in user, as tokens name them. */
    record Subject(UUID userId, String username) {}

    /** The caller may not read the dataset. */
    record Refused(Failure failure) implements AccessDecision {
        /** All that a decision refuses with. */
        public static final Set<Failure> FAILURES =
                Set.of(Failure.DATASET_HIDDEN, Failure.INVALID_CREDENTIAL, Failure.READ_ONLY_KEY, Failure.ROLE_MISSING);

        public Refused {
            if (!FAILURES.contains(failure)) {
                throw new IllegalArgumentException(failure + " is not a decision on access");
            }
        }
    }
}
