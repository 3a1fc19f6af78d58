package org.downloadtoken.access.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the catalog knows that bears on one {@link AccessRequest}. */
public record AccessAttributes(Optional<Dataset> dataset, Optional<User> user, Optional<ApiKey> apiKey) {
    /** Of tables datasets, records and raster_assets. */
    public record Dataset(
            UUID recordId,
            String visibility,
            String status,
            Optional<UUID> owner,
            Optional<UUID> tenantId,
            Content content) {
        boolean isPublished() {
            return status.equals("published");
        }

        boolean isPublicAndPublished() {
            return visibility.equals("public") && isPublished();
        }
    }

    /**
     * Of table users: the one that the credential names.
     *
     * @param active {@code is_active}, and {@code status} is "active"
     * @param roles the names of all roles
     * @param granted has a role that the dataset is granted to
     */
    public record User(
            UUID id,
            String username,
            boolean active,
            int tokenVersion,
            int keyEpoch,
            Optional<Instant> sessionsRevokedAt,
            Optional<UUID> tenantId,
            Set<String> roles,
            boolean granted) {
        boolean isAdmin() {
            return roles.contains("admin");
        }
    }

    /**
     * Of table api_keys.
     *
     * @param usable active, and not expired by the clock of the catalog
     */
    public record ApiKey(boolean usable, int keyEpoch, String scope) {
        /** A key without a scope has the least. */
        boolean isReadOnly() {
            return scope.isBlank() || scope.equals("read_only");
        }
    }
}
