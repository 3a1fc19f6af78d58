package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.downloadtoken.testing.helm.Chart;
import org.downloadtoken.testing.helm.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the objects that send clients to the pods, and that keep enough pods. */
class ServicesTest {
    @ParameterizedTest
    @MethodSource("valueFiles")
    void servicesAndBudgetSelectThePods(Path values) {
        Manifests manifests = Chart.SHIPPED.render(values);
        List<Deployment> deployments = manifests.all(Deployment.class);
        Map<String, String> labels = labels(deployments.get(0)); // of the pods that serve HTTP

        manifests
                .all(Service.class)
                .forEach(service -> assertSelects(service.getSpec().getSelector(), labels));
        manifests
                .all(PodDisruptionBudget.class)
                .forEach(budget -> assertSelects(
                        budget.getSpec().getSelector().getMatchLabels(),
                        labels(manifests.named(
                                Deployment.class, budget.getMetadata().getName()))));
        deployments.forEach(
                deployment -> assertSelects(deployment.getSpec().getSelector().getMatchLabels(), labels(deployment)));
    }

    /** A load balancer publishes every port of its service. */
    @ParameterizedTest
    @MethodSource("valueFiles")
    void publishedServiceLacksTheManagementPort(Path values) {
        Manifests manifests = Chart.SHIPPED.render(values);
        List<Service> services = manifests.all(Service.class);
        boolean tls = manifests.pods().get(0).getVolumes().stream()
                .anyMatch(volume -> volume.getName().equals("tls"));

        assertEquals(List.of(tls ? "https" : "http"), portNames(services.get(0)));
        assertEquals(List.of("management"), portNames(services.get(1)));
        assertEquals("None", services.get(1).getSpec().getClusterIP());
        assertTrue(services.get(1).getMetadata().getName().endsWith("-management"));
    }

    @Test
    void serviceHasTheTypeOfItsValues() {
        Service service = Chart.SHIPPED
                .render(Chart.values("every-setting-of-the-pod"))
                .all(Service.class)
                .get(0);

        assertEquals("LoadBalancer", service.getSpec().getType());
        assertEquals(8443, service.getSpec().getPorts().get(0).getPort());
        assertEquals("tokens", service.getMetadata().getName());
    }

    @Test
    void serviceTellsThatItSpeaksTls() {
        assertEquals(
                "https",
                Chart.SHIPPED
                        .render(Chart.values("tls"))
                        .all(Service.class)
                        .get(0)
                        .getSpec()
                        .getPorts()
                        .get(0)
                        .getAppProtocol());
    }

    @Test
    void autoscalerReplacesTheNumberOfInstances() {
        Manifests manifests = Chart.SHIPPED.render(Chart.values("autoscaling"));
        var scaler = manifests.one(HorizontalPodAutoscaler.class).getSpec();
        Deployment deployment = manifests.one(Deployment.class);

        assertNull(deployment.getSpec().getReplicas());
        assertEquals(
                deployment.getMetadata().getName(), scaler.getScaleTargetRef().getName());
        assertEquals(List.of(3, 30), List.of(scaler.getMinReplicas(), scaler.getMaxReplicas()));
        assertEquals(60, scaler.getMetrics().get(0).getResource().getTarget().getAverageUtilization());
    }

    @Test
    void budgetIsANumberOrAShare() {
        assertEquals(1, budget("minimal").getSpec().getMaxUnavailable().getIntVal());
        assertEquals(
                "50%",
                budget("every-setting-of-the-pod").getSpec().getMaxUnavailable().getStrVal());
    }

    @Test
    void accountHasNoTokenAndCanBeAnExistingOne() {
        Manifests own = Chart.SHIPPED.render(Chart.values("every-setting-of-the-pod"));
        Manifests existing = Chart.SHIPPED.render(Chart.values("amazon-s3"));

        assertFalse(own.one(ServiceAccount.class).getAutomountServiceAccountToken());
        assertEquals(
                "arn:aws:iam::123456789012:role/cogs",
                own.one(ServiceAccount.class).getMetadata().getAnnotations().get("eks.amazonaws.com/role-arn"));
        assertEquals("tokens", accountOf(own));
        assertEquals(List.of(), existing.all(ServiceAccount.class));
        assertEquals("cogs-reader", accountOf(existing));
    }

    private static Map<String, String> labels(Deployment deployment) {
        return deployment.getSpec().getTemplate().getMetadata().getLabels();
    }

    private static PodDisruptionBudget budget(String values) {
        return Chart.SHIPPED.render(Chart.values(values)).one(PodDisruptionBudget.class);
    }

    private static String accountOf(Manifests manifests) {
        return manifests.one(Deployment.class).getSpec().getTemplate().getSpec().getServiceAccountName();
    }

    private static void assertSelects(Map<String, String> selector, Map<String, String> labels) {
        assertTrue(labels.entrySet().containsAll(selector.entrySet()), selector::toString);
        assertEquals("server", selector.get("app.kubernetes.io/component"));
    }

    private static List<String> portNames(Service service) {
        return service.getSpec().getPorts().stream().map(ServicePort::getName).toList();
    }

    private static List<Path> valueFiles() {
        return Chart.valueFiles();
    }
}
