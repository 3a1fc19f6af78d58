package org.downloadtoken.access.wire;

import java.util.List;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessRequest;

/**
 * The decisions on the requests of one message, in their order.
 *
 * @param version the version of the wire format
 * @param decisions 1 to {@link AccessRequests#MAX}; the list is not copied, and nobody changes it
 */
public record AccessDecisions(int version, List<AccessDecision> decisions) implements WireMessage {
    public AccessDecisions {
        AccessRequests.requireCount(decisions.size());
    }

    /** Decisions in the newest version of this build. */
    public AccessDecisions(List<AccessDecision> decisions) {
        this(WireVersions.SUPPORTED.newest(), decisions);
    }

    /**
     * The decisions on these requests.
     *
     * @throws MalformedMessageException if their number differs, or one grants another dataset than its request asks for
     */
    public List<AccessDecision> on(List<AccessRequest> requests) {
        if (decisions.size() != requests.size()) {
            throw new MalformedMessageException(
                    requests.size() + " requests have " + decisions.size() + " decisions, but need one each");
        }
        for (int i = 0; i < decisions.size(); i++) {
            if (decisions.get(i) instanceof Granted granted
                    && !granted.datasetId().equals(requests.get(i).datasetId())) {
                throw new MalformedMessageException("decision " + i + " grants dataset " + granted.datasetId()
                        + ", but its request asks for " + requests.get(i).datasetId());
            }
        }
        return decisions;
    }
}
