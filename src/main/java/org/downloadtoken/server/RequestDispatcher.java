package org.downloadtoken.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.server.contract.DirectRoutes;
import org.downloadtoken.server.http2.RequestHead;

/**
 * Passes each request to its operation: plain requests of the most frequent operations directly, and all others through the
 * router.
 */
record RequestDispatcher(
        ResponseDate date,
        OverloadDetector overload,
        Readiness readiness,
        CorsHandler cors,
        DirectRoutes direct,
        Handler<HttpServerRequest> router,
        ProblemHandler problems)
        implements Handler<HttpServerRequest> {

    @Override
    public void handle(HttpServerRequest request) {
        date.addTo(request);
        try {
            accept(request);
        } catch (RuntimeException defect) { // otherwise the client would wait for its timeout
            problems.handle(request, defect);
        }
    }

    /** The decoder of HTTP/1 has checked the lengths. */
    private void accept(HttpServerRequest request) {
        if (overload.isOverloaded()) {
            problems.handleOverload(request);
        } else if (RequestHost.isRepeated(request)) {
            problems.handleInvalid(request);
        } else if (request.uri().length() > HttpServerVerticle.MAX_URI_LENGTH) {
            problems.handle(request, new RequestFailure(Failure.URI_TOO_LONG));
        } else if (RequestHead.isLargerThan(HttpServerVerticle.MAX_HEADER_BYTES, request)) {
            problems.handle(request, new RequestFailure(Failure.HEADERS_TOO_LARGE));
        } else {
            dispatch(request);
        }
    }

    private void dispatch(HttpServerRequest request) {
        Optional<DirectRoutes.Route> route =
                isPlain(request) ? direct.find(request.method(), request.path()) : Optional.empty();
        if (route.isEmpty()) {
            router.handle(request);
            return;
        }
        cors.addHeaders(request);
        route.get().handle(request, failure -> problems.handle(request, failure));
    }

    /**
     * For such a request, the router and {@link RequestPreparation} would do no more than {@link #dispatch} does. A new step of
     * the preparation must be added here too.
     */
    private boolean isPlain(HttpServerRequest request) {
        return RequestHost.isValid(request)
                && request.query() == null
                && BodyLimit.isEmpty(request)
                && !readiness.isDraining();
    }
}
