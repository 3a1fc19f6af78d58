package org.downloadtoken.forwardauth;

import io.vertx.core.MultiMap;
import java.util.UUID;

/**
 * The client's request, as the proxy describes it.
 *
 * @param datasetId the dataset id of the path
 * @param query the decoded parameters of the URI
 * @param isRead true if the method is GET or HEAD, or if the proxy sends no method
 */
record ForwardedRequest(UUID datasetId, MultiMap query, boolean isRead) {}
