package org.downloadtoken.forwardauth;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.server.ProblemHandler;

/** The response that tells a proxy that the download is allowed. */
public enum AuthorizationResponse {
    /** Proxies take any status of 2xx for a permission. */
    NO_CONTENT(204),

    /**
     * Envoy takes no other status than 200 for a permission. It removes the headers that the response lists from the client's
     * request: the store must receive no credential, and no subject that the client has invented.
     */
    ENVOY(200);

    private static final CharSequence DATASET = HttpHeaders.createOptimized("X-Download-Dataset");
    private static final CharSequence SUBJECT = HttpHeaders.createOptimized("X-Download-Subject");
    private static final CharSequence TO_REMOVE = HttpHeaders.createOptimized("X-Envoy-Auth-Headers-To-Remove");

    /** The referrer may be a URL with a token. */
    private static final CharSequence CREDENTIALS = HttpHeaders.createOptimized("authorization, x-api-key, referer");

    private static final CharSequence CREDENTIALS_AND_SUBJECT =
            HttpHeaders.createOptimized(CREDENTIALS + ", x-download-subject");

    private final int status;

    AuthorizationResponse(int status) {
        this.status = status;
    }

    /** Sends the response. */
    Granted send(HttpServerResponse response, Granted grant) {
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CACHE_CONTROL, ProblemHandler.NO_STORE)
                .putHeader(DATASET, grant.datasetId().toString());
        grant.subject()
                .ifPresent(
                        subject -> response.putHeader(SUBJECT, subject.userId().toString()));
        if (this == ENVOY) {
            response.putHeader(TO_REMOVE, grant.subject().isPresent() ? CREDENTIALS : CREDENTIALS_AND_SUBJECT);
        }
        response.end();
        return grant;
    }
}
