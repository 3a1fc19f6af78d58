package org.downloadtoken.clients.prism;

import java.util.function.Supplier;

/**
 * A declared response, and how to receive it.
 *
 * @param cause why the service responds like this
 * @param state the state of the service
 * @param request the request; what it needs is set up when it is created
 */
record ExpectedResponse(
        DeclaredResponse response, String cause, ServiceState state, Supplier<ContractRequest> request) {

    /** The status. That of the default response is 431, which no operation declares. */
    int status() {
        return response.status().equals(DeclaredResponse.DEFAULT) ? 431 : Integer.parseInt(response.status());
    }

    @Override
    public String toString() {
        return response + ": " + cause;
    }
}
