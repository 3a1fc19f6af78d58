package org.downloadtoken.clients.prism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.downloadtoken.clients.NpmPackages;
import org.downloadtoken.clients.prism.services.ServiceState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Prism validates a response of each operation and status of the contract. The client receives the service's own response, and
 * Prism reports no violation.
 *
 * <p>Some responses need a request that the contract does not allow, such as one with an id that is no UUID. Prism rejects it.
 * A second Prism, with {@code --validate-request=false}, forwards it and validates only the response.
 */
class PrismIT {
    /** The responses that no request provokes. These operations send bytes that are prepared at the start and cannot fail. */
    private static final Set<DeclaredResponse> NOT_PROVOKED = Stream.of(
                    "getKeys", "headKeys", "getContract", "headContract", "getContractJson", "headContractJson")
            .map(operationId -> new DeclaredResponse(operationId, "500"))
            .collect(Collectors.toCollection(TreeSet::new));

    private static final String MISSING = " must have required property '" + UnfulfilledContract.MISSING + "'";
    private static final int ATTEMPTS = 20;

    @TempDir
    private static Path directory;

    private static ProxiedServices proxied;
    private static int validated;
    private static int violated;

    @BeforeAll
    static void start() throws IOException {
        NpmPackages.installed(); // skips the tests without Node
        proxied = new ProxiedServices(directory);
    }

    @AfterAll
    static void stop() {
        if (proxied != null) {
            System.out.println("Prism: " + validated + " responses validated, " + violated + " violations");
            proxied.close();
        }
    }

    static Stream<ExpectedResponse> responses() {
        return ExpectedResponse.all(proxied.services());
    }

    /** Overload takes seconds for each response. */
    static Stream<ExpectedResponse> responsesWithoutOverload() {
        return responses().filter(expected -> expected.state() != ServiceState.OVERLOADED);
    }

    static Stream<ExpectedResponse> responsesToInvalidRequests() {
        return responses()
                .filter(expected ->
                        Set.of("413", "422").contains(expected.response().status()));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void responseIsValidAndReachesTheClientUnchanged(ExpectedResponse expected) {
        int status = validate(expected);
        for (int i = 1; expected.state() == ServiceState.OVERLOADED && status == 200 && i < ATTEMPTS; i++) {
            status = validate(expected); // the event loop read the last one before the requests that delay it
        }

        assertEquals(expected.status(), status);
    }

    @Test
    void everyDeclaredResponseIsProvoked() {
        Set<DeclaredResponse> missing = DeclaredResponse.of(proxied.contract());
        responses().map(ExpectedResponse::response).forEach(missing::remove);

        assertEquals(NOT_PROVOKED, missing);
    }

    @ParameterizedTest
    @MethodSource("responsesWithoutOverload")
    void violationIsReported(ExpectedResponse expected) {
        Exchange exchange = proxied.sendUnfulfilled(expected);

        assertEquals(expected.status(), exchange.own().orElseThrow().status());
        assertEquals(500, exchange.response().status());
        String violations = exchange.violations().orElse("");
        assertTrue(violations.contains("Response header" + MISSING), violations);
        assertEquals(exchange.hasJson(), violations.contains("Response body" + MISSING), violations);
    }

    @ParameterizedTest
    @MethodSource("responsesToInvalidRequests")
    void invalidRequestIsRejectedByPrism(ExpectedResponse expected) {
        assertEquals(Optional.empty(), proxied.sendStrictly(expected).own());
    }

    private static int validate(ExpectedResponse expected) {
        Exchange exchange = proxied.send(expected);
        violated += exchange.violations().isPresent() ? 1 : 0;
        assertEquals(Optional.empty(), exchange.violations());
        exchange.requireUnchanged();
        validated++;
        return exchange.response().status();
    }
}
