package org.downloadtoken.clients.prism;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.downloadtoken.clients.prism.services.ContractRequest;
import org.downloadtoken.clients.prism.services.ServiceState;

/** Collects the expected responses of one operation. */
final class OperationResponses {
    private final List<ExpectedResponse> all = new ArrayList<>();
    private final String operationId;

    OperationResponses(String operationId) {
        this.operationId = operationId;
    }

    /** Adds a response of the healthy service. */
    void add(String status, String cause, Supplier<ContractRequest> request) {
        add(ServiceState.HEALTHY, status, cause, request);
    }

    void add(ServiceState state, String status, String cause, Supplier<ContractRequest> request) {
        all.add(new ExpectedResponse(new DeclaredResponse(operationId, status), cause, state, request));
    }

    List<ExpectedResponse> all() {
        return all;
    }
}
