package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.downloadtoken.testing.helm.Chart;
import org.downloadtoken.testing.helm.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which connections the network policy allows. */
class NetworkPolicyTest {
    @TempDir
    private Path directory;

    @Test
    void byDefaultEverybodyReachesThePublicPortAndNobodyTheManagementPort() {
        assertEquals(List.of("Ingress", "Egress"), types(Chart.values("minimal")));
        assertEquals(List.of("http/TCP all"), rules("ingress", Chart.values("minimal")));
    }

    @Test
    void byDefaultTheServiceReachesNameServersAndPostgresOnly() {
        assertEquals(
                List.of("53/UDP 53/TCP 5353/UDP 5353/TCP all", "5432/TCP all"),
                rules("egress", Chart.values("minimal")));
    }

    @Test
    void peersOfEachPurposeAreUsedForIt() {
        Path values = Chart.values("closed-network");

        assertEquals(List.of("http/TCP envoy in gateway", "management/TCP in monitoring"), rules("ingress", values));
        assertEquals(
                List.of(
                        "53/UDP 53/TCP 5353/UDP 5353/TCP kube-dns in kube-system",
                        "6432/TCP catalog",
                        "443/TCP 203.0.113.0/24",
                        "8443/TCP 198.51.100.7/32",
                        "80/TCP 169.254.170.23/32"),
                rules("egress", values));
    }

    @Test
    void everyPortOfPostgresIsAllowed() {
        List<String> rules = rules("egress", Chart.values("every-setting-of-the-pod"));

        assertTrue(rules.contains("5432/TCP 6432/TCP all"), rules::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "http://minio.storage:9000, 9000",
        "http://minio.storage, 80",
        "https://minio.storage/, 443",
        "https://[2001:db8::7], 443",
        "https://[2001:db8::7]:9443, 9443"
    })
    void portOfTheObjectStoreIsThatOfItsUrl(String url, String port) throws IOException {
        Path endpoint = Files.writeString(directory.resolve("values.yaml"), "settings: {S3_ENDPOINT: \"" + url + "\"}");

        assertEquals(
                port + "/TCP all",
                rules("egress", Chart.values("object-store"), endpoint).get(2));
    }

    @Test
    void policyAppliesToThePodsOfTheService() {
        Manifests manifests = Chart.SHIPPED.render(Chart.values("minimal"));
        var selector = manifests.one(NetworkPolicy.class).getSpec().getPodSelector();
        var labels = manifests
                .one(Deployment.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels();

        assertEquals(2, selector.getMatchLabels().size());
        assertTrue(labels.entrySet().containsAll(selector.getMatchLabels().entrySet()), labels::toString);
    }

    @Test
    void policyCanBeOff() {
        assertEquals(List.of(), Chart.SHIPPED.render(Chart.values("openshift")).all(NetworkPolicy.class));
    }

    private static List<String> types(Path values) {
        return items(spec(values).get("policyTypes")).map(JsonNode::asText).toList();
    }

    /** Ports and peers of each rule. A rule without peers allows all of them. */
    private static List<String> rules(String direction, Path... values) {
        String peers = direction.equals("ingress") ? "from" : "to";
        return items(spec(values).get(direction))
                .map(rule -> ports(rule.get("ports")) + " "
                        + (rule.has(peers) ? peer(rule.get(peers).get(0)) : "all"))
                .toList();
    }

    private static String ports(JsonNode ports) {
        return items(ports)
                .map(port ->
                        port.get("port").asText() + "/" + port.get("protocol").asText())
                .collect(Collectors.joining(" "));
    }

    private static String peer(JsonNode peer) {
        String namespace = label(peer.path("namespaceSelector"));
        return peer.has("ipBlock")
                ? peer.at("/ipBlock/cidr").asText()
                : (label(peer.path("podSelector")) + (namespace.isEmpty() ? "" : " in " + namespace)).strip();
    }

    /** The value of the only label of a selector. */
    private static String label(JsonNode selector) {
        return items(selector.path("matchLabels")).map(JsonNode::asText).collect(Collectors.joining());
    }

    private static JsonNode spec(Path... values) {
        return Chart.SHIPPED.render(values).one("NetworkPolicy").get("spec");
    }

    private static Stream<JsonNode> items(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
