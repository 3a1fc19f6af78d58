package org.downloadtoken.token;

import io.vertx.core.json.JsonObject;
import org.downloadtoken.access.policy.AccessDecision.Granted;

/**
 * The claims of a download token: a private {@code typ} and {@code scope}, and the registered ones of RFC 7519, section
 * 4.1. There is no {@code aud}, since the catalog's decoder refuses a token that has one.
 *
 * @param issuedAt in seconds since the epoch, as is {@code expiresAt}
 */
record DownloadClaims(Granted grant, long issuedAt, long expiresAt) {
    /** A fresh object each time: signing changes the one that it is given. */
    JsonObject toJson() {
        JsonObject claims = new JsonObject()
                .put("typ", "download")
                .put("scope", "dataset:" + grant.datasetId()) // a UUID prints in lower case
                .put("iat", issuedAt)
                .put("exp", expiresAt);
        grant.subject()
                .ifPresent(subject ->
                        claims.put("sub", subject.userId().toString()).put("username", subject.username()));
        grant.tenantId().ifPresent(tenantId -> claims.put("tid", tenantId.toString()));
        return claims;
    }
}
