package org.downloadtoken.helm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.downloadtoken.testing.helm.Chart;
import org.downloadtoken.testing.helm.Manifests;
import org.junit.jupiter.api.Test;

/** Tests which services select the pods of which role. */
class ClusterServicesTest {
    private static final Manifests MANIFESTS = Chart.SHIPPED.render(Chart.values("cluster-with-every-part"));
    private static final List<String> BOTH = List.of("tokens-edge", "tokens-access");

    @Test
    void clientsReachEdgesOnly() {
        assertEquals(List.of("tokens-edge"), selectedBy("tokens"));
        assertTrue(MANIFESTS.one(HTTPRoute.class).getSpec().getRules().stream()
                .allMatch(rule -> rule.getBackendRefs().get(0).getName().equals("tokens")));
    }

    @Test
    void prometheusReachesBothRoles() {
        Map<String, String> selector =
                MANIFESTS.one(ServiceMonitor.class).getSpec().getSelector().getMatchLabels();

        assertEquals(
                List.of("tokens-management"),
                MANIFESTS.all(Service.class).stream()
                        .filter(service ->
                                service.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
                        .map(service -> service.getMetadata().getName())
                        .toList());
        assertEquals(BOTH, selectedBy("tokens-management"));
    }

    /** Members have to find each other before they are ready. */
    @Test
    void headlessServiceHasTheAddressesOfAllMembers() {
        Service service = MANIFESTS.named(Service.class, "tokens-cluster");

        assertEquals(BOTH, selectedBy("tokens-cluster"));
        assertEquals("None", service.getSpec().getClusterIP());
        assertTrue(service.getSpec().getPublishNotReadyAddresses());
        assertEquals(
                Map.of("hazelcast", 5701, "event-bus", 5702),
                service.getSpec().getPorts().stream()
                        .collect(Collectors.toMap(ServicePort::getName, ServicePort::getPort)));
        for (var pod : MANIFESTS.pods()) {
            assertEquals(
                    "tokens-cluster.geo.svc",
                    pod.getContainers().get(0).getEnv().stream()
                            .filter(variable -> variable.getName().equals("CLUSTER_KUBERNETES_SERVICE"))
                            .findFirst()
                            .orElseThrow()
                            .getValue());
        }
    }

    private static List<String> selectedBy(String service) {
        Map<String, String> selector =
                MANIFESTS.named(Service.class, service).getSpec().getSelector();
        return MANIFESTS.all(Deployment.class).stream()
                .filter(deployment -> labels(deployment).entrySet().containsAll(selector.entrySet()))
                .map(deployment -> deployment.getMetadata().getName())
                .toList();
    }

    private static Map<String, String> labels(Deployment deployment) {
        return deployment.getSpec().getTemplate().getMetadata().getLabels();
    }
}
