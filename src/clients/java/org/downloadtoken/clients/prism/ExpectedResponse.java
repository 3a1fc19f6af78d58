package org.downloadtoken.clients.prism;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.downloadtoken.clients.prism.services.ContractRequest;
import org.downloadtoken.clients.prism.services.ServiceState;
import org.downloadtoken.clients.prism.services.Services;

/**
 * A declared response, and how to receive it.
 *
 * @param cause why the service responds like this
 * @param state the state of the service
 * @param request the request; what it needs is set up when it is created
 */
record ExpectedResponse(
        DeclaredResponse response, String cause, ServiceState state, Supplier<ContractRequest> request) {

    /** The responses of all operations that requests provoke. */
    static Stream<ExpectedResponse> all(Services services) {
        return Stream.of(
                        new MintResponses(services).all(),
                        new BatchResponses(services).all(),
                        SignResponses.of(services),
                        new VerifyResponses(services, "verifyDownload", "GET").all(),
                        new VerifyResponses(services, "verifyDownloadHead", "HEAD").all(),
                        new DownloadResponses(services, "downloadCog", "GET", "cog").all(),
                        new DownloadResponses(services, "headCog", "HEAD", "cog").all(),
                        new DownloadResponses(services, "downloadNamedCog", "GET", "a.tif").all(),
                        new DownloadResponses(services, "headNamedCog", "HEAD", "a.tif").all(),
                        DocumentResponses.of(services, "getKeys", "GET", "/.well-known/jwks.json"),
                        DocumentResponses.of(services, "headKeys", "HEAD", "/.well-known/jwks.json"),
                        DocumentResponses.of(services, "getContract", "GET", "/openapi.yaml"),
                        DocumentResponses.of(services, "headContract", "HEAD", "/openapi.yaml"),
                        DocumentResponses.of(services, "getContractJson", "GET", "/openapi.json"),
                        DocumentResponses.of(services, "headContractJson", "HEAD", "/openapi.json"))
                .flatMap(List::stream);
    }

    /** The status. That of the default response is 431, which no operation declares. */
    int status() {
        return response.status().equals(DeclaredResponse.DEFAULT) ? 431 : Integer.parseInt(response.status());
    }

    @Override
    public String toString() {
        return response + ": " + cause;
    }
}
