package org.downloadtoken;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessRequest;

/** Connects an event loop to what decides its access requests: the verticle of this process, or the access nodes of a cluster. */
interface AccessTransport {
    /** Called on the event loop. The function returns the decisions in the order of the requests. */
    Function<List<AccessRequest>, Future<List<AccessDecision>>> connect(Vertx vertx);
}
