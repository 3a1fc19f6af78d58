package org.downloadtoken.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What the catalog knows that bears on one {@link AccessQuestion}. */
record AccessFacts(Optional<Dataset> dataset, Optional<User> user, Optional<ApiKey> apiKey) {
    /** Of tables datasets and records. */
    record Dataset(String visibility, String status, Optional<UUID> owner, Optional<UUID> tenantId) {
        boolean isPublished() {
            return status.equals("published");
        }

        boolean isPublicAndPublished() {
            return visibility.equals("public") && isPublished();
        }
    }

    /**
     * Of table users: the one that the session JWT or the API key names.
     *
     * @param active {@code is_active}, and {@code status} is "active"
     * @param admin has the role named "admin"
     * @param granted has a role that the dataset is granted to
     */
    record User(
            UUID id,
            String username,
            boolean active,
            int tokenVersion,
            int keyEpoch,
            Optional<Instant> sessionsRevokedAt,
            Optional<UUID> tenantId,
            boolean admin,
            boolean granted) {}

    /**
     * Of table api_keys.
     *
     * @param usable active, and not expired by the clock of the catalog
     */
    record ApiKey(boolean usable, int keyEpoch, String scope) {
        /** A key without a scope has the least. */
        boolean isReadOnly() {
            return scope.isBlank() || scope.equals("read_only");
        }
    }
}
