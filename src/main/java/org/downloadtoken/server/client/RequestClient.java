package org.downloadtoken.server.client;

import io.vertx.core.http.HttpServerRequest;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.session.Caller;

/** Identifies the client whose limits apply to a request: the user, the API key, or the address of an anonymous caller. */
public record RequestClient(RequestAddress addresses) {
    public BucketKey of(HttpServerRequest request, Caller caller) {
        if (caller instanceof Caller.SessionUser user) {
            return new BucketKey.User(user.userId());
        }
        if (caller instanceof Caller.TokenSubject subject) {
            return new BucketKey.User(subject.userId());
        }
        if (caller instanceof Caller.ApiKey key) {
            return new BucketKey.ApiKey(key.keyHash());
        }
        return address(request);
    }

    /** A remark for the log if the limits of an address apply to all clients of a proxy, and otherwise nothing. */
    public String remark(HttpServerRequest request) {
        return addresses.isOfUntrustedProxy(request)
                ? ". The request came through a proxy that is not in TRUSTED_PROXIES, so all its clients share one limit"
                : "";
    }

    public BucketKey.Address address(HttpServerRequest request) {
        return BucketKey.Address.of(addresses.of(request));
    }
}
