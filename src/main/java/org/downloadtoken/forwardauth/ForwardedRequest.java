package org.downloadtoken.forwardauth;

import io.vertx.core.MultiMap;
import java.util.UUID;

/**
 * What a client asked a proxy for, as the proxy tells.
 *
 * @param datasetId from the path
 * @param query of the URI, decoded
 * @param isRead the method is GET or HEAD, as far as it is told
 */
record ForwardedRequest(UUID datasetId, MultiMap query, boolean isRead) {}
