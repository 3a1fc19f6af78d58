package org.downloadtoken.token;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.encoding.CanonicalUuid;
import org.downloadtoken.session.SessionVerifier;

/**
 * The claims of a download token: the private claims {@code typ} and {@code scope}, and registered claims of RFC 7519, section
 * 4.1. There is no {@code aud}, since the catalog's decoder rejects a token that has one.
 *
 * @param issuedAt in seconds since the epoch
 * @param expiresAt in seconds since the epoch
 * @param id names the token; empty for an anonymous caller
 */
record DownloadClaims(Granted grant, long issuedAt, long expiresAt, Optional<TokenId> id) {
    static final String TYPE = SessionVerifier.DOWNLOAD_TOKEN_TYPE;

    static final String ID = "jti";

    private static final String SCOPE_PREFIX = "dataset:";

    /** The dataset that a scope names; empty unless the scope is exactly what this service mints. */
    static Optional<UUID> datasetId(String scope) {
        if (!scope.startsWith(SCOPE_PREFIX)) {
            return Optional.empty();
        }
        return CanonicalUuid.parse(scope.substring(SCOPE_PREFIX.length()))
                .filter(datasetId -> scope(datasetId).equals(scope));
    }

    /** A new object for each call, since signing changes the object. */
    JsonObject toJson() {
        JsonObject claims = new JsonObject()
                .put("typ", TYPE)
                .put("scope", scope(grant.datasetId()))
                .put("iat", issuedAt)
                .put("exp", expiresAt);
        grant.subject()
                .ifPresent(subject ->
                        claims.put("sub", subject.userId().toString()).put("username", subject.username()));
        grant.tenantId().ifPresent(tenantId -> claims.put("tid", tenantId.toString()));
        id.ifPresent(tokenId -> claims.put(ID, tokenId.value()));
        return claims;
    }

    /** A UUID prints in lower case. */
    private static String scope(UUID datasetId) {
        return SCOPE_PREFIX + datasetId;
    }
}
