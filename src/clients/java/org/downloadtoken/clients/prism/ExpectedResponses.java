package org.downloadtoken.clients.prism;

import java.util.List;
import java.util.stream.Stream;

/** The responses of all operations that requests provoke. */
final class ExpectedResponses {
    private ExpectedResponses() {}

    static Stream<ExpectedResponse> all(Services services) {
        return Stream.of(
                        new MintResponses(services).all(),
                        new VerifyResponses(services, "verifyDownload", "GET").all(),
                        new VerifyResponses(services, "verifyDownloadHead", "HEAD").all(),
                        new DownloadResponses(services, "downloadCog", "GET").all(),
                        new DownloadResponses(services, "headCog", "HEAD").all(),
                        DocumentResponses.of(services, "getKeys", "GET", "/.well-known/jwks.json"),
                        DocumentResponses.of(services, "headKeys", "HEAD", "/.well-known/jwks.json"),
                        DocumentResponses.of(services, "getContract", "GET", "/openapi.yaml"),
                        DocumentResponses.of(services, "headContract", "HEAD", "/openapi.yaml"),
                        DocumentResponses.of(services, "getContractJson", "GET", "/openapi.json"),
                        DocumentResponses.of(services, "headContractJson", "HEAD", "/openapi.json"))
                .flatMap(List::stream);
    }
}
