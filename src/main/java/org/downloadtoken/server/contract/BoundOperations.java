package org.downloadtoken.server.contract;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/**
 * The operations of one event loop.
 *
 * @param ofContract the handler of each operationId
 * @param prefix the operation outside of the contract
 */
public record BoundOperations(Map<String, Handler<RoutingContext>> ofContract, PrefixRoute prefix) {}
