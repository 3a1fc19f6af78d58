package org.downloadtoken.token;

import io.vertx.core.json.Json;
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

    /** The length of most claims, in characters. */
    private static final int LENGTH = 256;

    private static final String SCOPE_PREFIX = "dataset:";

    /** The dataset that a scope names; empty unless the scope is exactly what this service mints. */
    static Optional<UUID> datasetId(String scope) {
        if (!scope.startsWith(SCOPE_PREFIX)) {
            return Optional.empty();
        }
        return CanonicalUuid.parse(scope.substring(SCOPE_PREFIX.length()))
                .filter(datasetId -> scope(datasetId).equals(scope));
    }

    /** The claims as JSON. Only the user name needs escaping. */
    EncodedClaims encode() {
        StringBuilder json = new StringBuilder(LENGTH)
                .append("{\"typ\":\"")
                .append(TYPE)
                .append("\",\"scope\":\"")
                .append(scope(grant.datasetId()))
                .append("\",\"iat\":")
                .append(issuedAt)
                .append(",\"exp\":")
                .append(expiresAt);
        grant.subject().ifPresent(subject -> {
            append(json, "sub", subject.userId().toString());
            json.append(",\"username\":").append(Json.encode(subject.username()));
        });
        grant.tenantId().ifPresent(tenantId -> append(json, "tid", tenantId.toString()));
        id.ifPresent(tokenId -> append(json, ID, tokenId.value()));
        return new EncodedClaims(json.append('}').toString());
    }

    private static void append(StringBuilder json, String name, String value) {
        json.append(",\"").append(name).append("\":\"").append(value).append('"');
    }

    /** A UUID prints in lower case. */
    private static String scope(UUID datasetId) {
        return SCOPE_PREFIX + datasetId;
    }
}
