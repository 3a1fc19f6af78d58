package org.downloadtoken.forwardauth;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The client's request, as the proxy describes it.
 *
 * @param datasetId the dataset id of the path
 * @param query the decoded parameters of the URI
 * @param isRead true if the method is GET or HEAD, or if the proxy sends no method
 */
record ForwardedRequest(UUID datasetId, Map<String, List<String>> query, boolean isRead) {}
