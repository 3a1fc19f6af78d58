package org.downloadtoken.clients.prism;

import java.util.List;
import org.downloadtoken.clients.prism.services.ContractRequest;
import org.downloadtoken.clients.prism.services.ServiceState;
import org.downloadtoken.clients.prism.services.Services;

/** The responses of the operations that return a document: the keys, or the contract. */
final class DocumentResponses {
    private DocumentResponses() {}

    static List<ExpectedResponse> of(Services services, String operationId, String method, String path) {
        ContractRequest request = ContractRequest.of(method, path);
        OperationResponses responses = new OperationResponses(operationId);
        responses.add("200", "document", () -> request);
        responses.add("304", "current entity tag", () -> services.current(request));
        responses.add("413", "large body", request::tooLarge);
        responses.add(ServiceState.OVERLOADED, "503", "overloaded event loop", () -> request);
        responses.add("default", "large header", request::largeHeader);
        return responses.all();
    }
}
