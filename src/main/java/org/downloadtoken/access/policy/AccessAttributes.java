package org.downloadtoken.access.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The attributes in the catalog that decide one {@link AccessRequest}. */
public record AccessAttributes(Optional<Dataset> dataset, Optional<User> user, Optional<ApiKey> apiKey) {
    /**
     * A row of tables datasets, records and raster_assets.
     *
     * @param status {@code record_status}
     * @param owner {@code created_by}
     */
    public record Dataset(
            UUID recordId,
            String visibility,
            String status,
            Optional<UUID> owner,
            Optional<UUID> tenantId,
            Content content) {}

    /**
     * A row of table users: the user that the credential names.
     *
     * @param active {@code is_active} is true and {@code status} is "active"
     * @param roles the names of all roles of the user
     * @param granted one of these roles is granted the dataset
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
            boolean granted) {}

    /**
     * A row of table api_keys.
     *
     * @param usable the key is active and has not expired by the clock of the catalog
     */
    public record ApiKey(boolean usable, int keyEpoch, String scope) {}
}
