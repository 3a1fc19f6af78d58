package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.downloadtoken.Main;
import org.downloadtoken.testing.helm.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests how the pods of the service start, are replaced and stop. */
class PodLifecycleTest {
    @ParameterizedTest
    @MethodSource("valueFiles")
    void platformWaitsForTheDrainOfTheService(Path values) {
        PodSpec pod = pod(values);
        long preStop = Stream.ofNullable(pod.getContainers().get(0).getLifecycle())
                .mapToLong(lifecycle -> lifecycle.getPreStop().getSleep().getSeconds())
                .sum();
        long drain = Long.parseLong(variables(pod).get("DRAIN_SECONDS"));

        assertTrue(
                pod.getTerminationGracePeriodSeconds() > preStop + drain + Main.CLOSE_SECONDS,
                () -> pod.getTerminationGracePeriodSeconds() + " s");
    }

    @Test
    void stoppedPodRunsOnUntilNoClientIsSentToIt() {
        assertEquals(
                5L,
                pod(Chart.values("minimal"))
                        .getContainers()
                        .get(0)
                        .getLifecycle()
                        .getPreStop()
                        .getSleep()
                        .getSeconds());
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void portsAreThoseOfTheSettings(Path values) {
        PodSpec pod = pod(values);
        Map<String, String> variables = variables(pod);

        assertEquals(
                Map.of("http", variables.get("HTTP_PORT"), "management", variables.get("MANAGEMENT_PORT")),
                pod.getContainers().get(0).getPorts().stream()
                        .collect(Collectors.toMap(
                                ContainerPort::getName,
                                port -> port.getContainerPort().toString())));
    }

    @Test
    void probesAskTheManagementPort() {
        Container container = pod(Chart.values("minimal")).getContainers().get(0);

        assertEquals("/health/live", path(container.getStartupProbe()));
        assertEquals("/health/live", path(container.getLivenessProbe()));
        assertEquals("/health/ready", path(container.getReadinessProbe()));
    }

    @Test
    void updateReplacesPodsOneByOneAndSpreadsThem() {
        Deployment deployment =
                Chart.SHIPPED.render(Chart.values("every-setting-of-the-pod")).one(Deployment.class);
        var rolling = deployment.getSpec().getStrategy().getRollingUpdate();

        assertEquals(0, rolling.getMaxUnavailable().getIntVal());
        assertEquals(1, rolling.getMaxSurge().getIntVal());
        List<TopologySpreadConstraint> spread =
                deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints();
        assertEquals(
                List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname"),
                spread.stream().map(TopologySpreadConstraint::getTopologyKey).toList());
        assertTrue(spread.stream()
                .allMatch(constraint -> constraint.getWhenUnsatisfiable().equals("DoNotSchedule")));
    }

    private static String path(Probe probe) {
        assertEquals("management", probe.getHttpGet().getPort().getStrVal());
        return probe.getHttpGet().getPath();
    }

    private static Map<String, String> variables(PodSpec pod) {
        return pod.getContainers().get(0).getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    private static PodSpec pod(Path values) {
        return Chart.SHIPPED.render(values).pod();
    }

    private static List<Path> valueFiles() {
        return Chart.valueFiles();
    }
}
