package org.downloadtoken.helm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.downloadtoken.testing.helm.Chart;
import org.downloadtoken.testing.helm.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which connections the network policies of the roles allow. */
class ClusterNetworkTest {
    private static final String MEMBERS = "5701 5702 members";
    private static final String DNS = "53 53 5353 5353 all";

    private static final Manifests SIMPLE = Chart.SHIPPED.render(Chart.values("cluster"));
    private static final Manifests CLOSED = Chart.SHIPPED.render(Chart.values("cluster-with-every-part"));

    @ParameterizedTest
    @ValueSource(strings = {"cluster", "cluster-without-certificate", "cluster-with-every-part"})
    void policyOfARoleAppliesToItsPods(String values) {
        Manifests manifests = Chart.SHIPPED.render(Chart.values(values));

        for (Deployment deployment : manifests.all(Deployment.class)) {
            assertEquals(
                    List.of(deployment.getMetadata().getName()),
                    manifests.all(NetworkPolicy.class).stream()
                            .filter(policy -> selects(policy, deployment))
                            .peek(policy -> assertEquals(
                                    List.of("Ingress", "Egress"),
                                    policy.getSpec().getPolicyTypes()))
                            .map(policy -> policy.getMetadata().getName())
                            .toList());
        }
    }

    /** No other rule has these ports, and none has no ports, which would mean all of them. */
    @Test
    void onlyMembersReachThePortsOfTheCluster() {
        assertEquals(List.of("http all", MEMBERS), ingress(SIMPLE, "geo-download-token-service-edge"));
        assertEquals(List.of(MEMBERS), ingress(SIMPLE, "geo-download-token-service-access"));
    }

    @Test
    void onlyClientsReachThePublicPortAndPrometheusReachesBothRoles() {
        assertEquals(List.of("http in gateway", "management in monitoring", MEMBERS), ingress(CLOSED, "tokens-edge"));
        assertEquals(List.of("management in monitoring", MEMBERS), ingress(CLOSED, "tokens-access"));
    }

    @Test
    void onlyAccessNodesReachPostgres() {
        assertEquals(List.of(DNS, MEMBERS), egress(SIMPLE, "geo-download-token-service-edge"));
        assertEquals(List.of(DNS, MEMBERS, "5432 all"), egress(SIMPLE, "geo-download-token-service-access"));
    }

    @Test
    void onlyEdgesReachTheObjectStoreAndTheIssuerOfSessions() {
        String credentials = "80 169.254.170.23/32";

        assertEquals(List.of(DNS, MEMBERS, "443 all", "8443 all", credentials), egress(CLOSED, "tokens-edge"));
        assertEquals(List.of(DNS, MEMBERS, "5432 6432 all", credentials), egress(CLOSED, "tokens-access"));
    }

    private static boolean selects(NetworkPolicy policy, Deployment deployment) {
        return deployment
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels()
                .entrySet()
                .containsAll(policy.getSpec().getPodSelector().getMatchLabels().entrySet());
    }

    private static List<String> ingress(Manifests manifests, String policy) {
        return manifests.named(NetworkPolicy.class, policy).getSpec().getIngress().stream()
                .map(rule -> rule(manifests, rule.getPorts(), rule.getFrom()))
                .toList();
    }

    private static List<String> egress(Manifests manifests, String policy) {
        return manifests.named(NetworkPolicy.class, policy).getSpec().getEgress().stream()
                .map(rule -> rule(manifests, rule.getPorts(), rule.getTo()))
                .toList();
    }

    /** Ports and the only peer. A rule without peers allows all of them. */
    private static String rule(Manifests manifests, List<NetworkPolicyPort> ports, List<NetworkPolicyPeer> peers) {
        return Stream.concat(
                        ports.stream().map(port -> port.getPort().getValue().toString()),
                        Stream.of(peers.isEmpty() ? "all" : peer(manifests, peers)))
                .collect(Collectors.joining(" "));
    }

    private static String peer(Manifests manifests, List<NetworkPolicyPeer> peers) {
        assertEquals(1, peers.size());
        NetworkPolicyPeer peer = peers.get(0);
        if (peer.getIpBlock() != null) {
            return peer.getIpBlock().getCidr();
        }
        if (peer.getNamespaceSelector() != null) {
            return "in "
                    + String.join(
                            "", peer.getNamespaceSelector().getMatchLabels().values());
        }
        boolean everyInstance = manifests.all(Deployment.class).stream()
                .allMatch(deployment -> deployment
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(peer.getPodSelector().getMatchLabels().entrySet()));
        boolean ofTheRelease = peer.getPodSelector()
                .getMatchLabels()
                .get("app.kubernetes.io/instance")
                .equals("geo");
        return everyInstance && ofTheRelease ? "members" : peer.toString();
    }
}
