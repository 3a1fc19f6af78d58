package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPPathMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.downloadtoken.pages.Page;
import org.downloadtoken.pages.Pages;
import org.downloadtoken.representation.Representation;
import org.downloadtoken.testing.helm.Chart;
import org.downloadtoken.testing.helm.Manifests;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the routes of a gateway, by the meaning that the Gateway API gives to them. */
class GatewayTest {
    private static final String BASE = "/tokens/v1";

    /** Operations that only proxies may use. */
    private static final Pattern OF_PROXIES = Pattern.compile("/auth/(verify|ext-authz)");

    private static Manifests gateway;
    private static HTTPRoute route;

    @BeforeAll
    static void render() {
        gateway = Chart.SHIPPED.render(Chart.values("gateway"));
        route = gateway.one(HTTPRoute.class);
    }

    @ParameterizedTest
    @MethodSource("operationsAndPages")
    void operationsOfClientsAndPagesAreRouted(String path) {
        assertTrue(isRouted(BASE + path), path);
        assertFalse(isRouted(path), path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/auth/verify", "/auth/verify/x", "/auth/ext-authz", "/auth/ext-authz/tiles/x", "/auth", "", "/x"
            })
    void onlyProxiesReachTheOperationsOfProxies(String path) {
        assertFalse(isRouted(BASE + path), path);
    }

    /** Versions of the Gateway API before 1.2 allow no more. */
    @Test
    void ruleHasAtMostEightMatches() {
        for (HTTPRouteRule rule : route.getSpec().getRules()) {
            assertTrue(rule.getMatches().size() <= 8, rule::toString);
        }
    }

    @Test
    void routesLeadToThePublicPort() {
        Service service = gateway.all(Service.class).get(0);

        for (HTTPRouteRule rule : route.getSpec().getRules()) {
            assertEquals(1, rule.getBackendRefs().size());
            assertEquals(
                    service.getMetadata().getName(),
                    rule.getBackendRefs().get(0).getName());
            assertEquals(
                    service.getSpec().getPorts().get(0).getPort(),
                    rule.getBackendRefs().get(0).getPort());
        }
    }

    @Test
    void routeHasItsGatewayAndHosts() {
        var parent = route.getSpec().getParentRefs().get(0);

        assertEquals(
                List.of("public", "gateway", "https", 443),
                List.of(parent.getName(), parent.getNamespace(), parent.getSectionName(), parent.getPort()));
        assertEquals(
                List.of("tokens.example.com", "*.maps.example.com"),
                route.getSpec().getHostnames());
    }

    /** Envoy would otherwise end each response after 15 s. */
    @Test
    void downloadHasNoTimeoutUnlessTheGatewayKnowsNone() {
        assertEquals("0s", downloads(route).getTimeouts().getRequest());
        assertNull(downloads(Chart.SHIPPED.render(Chart.values("envoy-gateway")).one(HTTPRoute.class))
                .getTimeouts());
    }

    private static boolean isRouted(String path) {
        return route.getSpec().getRules().stream()
                .flatMap(rule -> rule.getMatches().stream())
                .anyMatch(match -> matches(match.getPath(), path));
    }

    /** A prefix matches whole segments. */
    private static boolean matches(HTTPPathMatch match, String path) {
        return path.equals(match.getValue())
                || (match.getType().equals("PathPrefix") && path.startsWith(match.getValue() + "/"));
    }

    private static HTTPRouteRule downloads(HTTPRoute of) {
        return of.getSpec().getRules().stream()
                .filter(rule -> rule.getMatches().get(0).getPath().getValue().endsWith("/datasets"))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> operationsAndPages() throws IOException {
        Representation document = Representation.of("application/json", Buffer.buffer("{}"));
        return Stream.concat(
                contract().filter(path -> !OF_PROXIES.matcher(path).lookingAt()),
                Pages.client().and(Pages.api(document, document)).pages().stream()
                        .map(Page::path));
    }

    /** The paths of the contract, each with a value for its parameters. */
    private static Stream<String> contract() throws IOException {
        return new YAMLMapper()
                .readTree(Path.of("openapi.yaml").toFile()).get("paths").properties().stream()
                        .map(path -> path.getKey()
                                .replace("{dataset_id}", "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0")
                                .replace("{file_name}", "a.tif"));
    }
}
