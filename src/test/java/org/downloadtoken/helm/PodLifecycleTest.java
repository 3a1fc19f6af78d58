package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.downloadtoken.Main;
import org.downloadtoken.testing.helm.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how the pods of the service start, are replaced and stop. */
class PodLifecycleTest {
    @ParameterizedTest
    @MethodSource("valueFiles")
    void platformWaitsForTheDrainOfTheService(Path values) {
        for (PodSpec pod : pods(values)) {
            long preStop = Stream.ofNullable(pod.getContainers().get(0).getLifecycle())
                    .mapToLong(lifecycle -> lifecycle.getPreStop().getSleep().getSeconds())
                    .sum();
            long drain = Long.parseLong(variables(pod).get("DRAIN_SECONDS"));

            assertTrue(
                    pod.getTerminationGracePeriodSeconds() > preStop + drain + Main.CLOSE_SECONDS,
                    () -> pod.getTerminationGracePeriodSeconds() + " s");
        }
    }

    @Test
    void stoppedPodRunsOnUntilNoClientIsSentToIt() {
        assertEquals(
                5L,
                pods(Chart.values("minimal"))
                        .get(0)
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
        for (PodSpec pod : pods(values)) {
            Set<String> ports = variables(pod).entrySet().stream()
                    .filter(variable -> variable.getKey().matches("[A-Z_]+_PORT"))
                    .filter(variable -> !variable.getKey().startsWith("POSTGRES_"))
                    .map(Map.Entry::getValue)
                    .collect(Collectors.toSet());

            assertEquals(
                    ports,
                    pod.getContainers().get(0).getPorts().stream()
                            .map(port -> port.getContainerPort().toString())
                            .collect(Collectors.toSet()));
        }
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void probesAskTheManagementPort(Path values) {
        for (PodSpec pod : pods(values)) {
            Container container = pod.getContainers().get(0);

            assertEquals("/health/live", path(container.getStartupProbe()));
            assertEquals("/health/live", path(container.getLivenessProbe()));
            assertEquals("/health/ready", path(container.getReadinessProbe()));
        }
    }

    /** The management port of a member opens when it has joined, which takes 3 to 10 s, and longer on a busy host. */
    @ParameterizedTest
    @CsvSource({"minimal, 60", "cluster, 120"})
    void startMayTakeThisManySeconds(String values, int seconds) {
        for (PodSpec pod : pods(Chart.values(values))) {
            Probe startup = pod.getContainers().get(0).getStartupProbe();

            assertEquals(seconds, startup.getPeriodSeconds() * startup.getFailureThreshold());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"every-setting-of-the-pod", "cluster-with-every-part"})
    void updateReplacesPodsOneByOneAndSpreadsThem(String values) {
        for (Deployment deployment : Chart.SHIPPED.render(Chart.values(values)).all(Deployment.class)) {
            var rolling = deployment.getSpec().getStrategy().getRollingUpdate();

            assertEquals(0, rolling.getMaxUnavailable().getIntVal());
            assertEquals(1, rolling.getMaxSurge().getIntVal());
            List<TopologySpreadConstraint> spread =
                    deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints();
            assertEquals(
                    List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname"),
                    spread.stream()
                            .map(TopologySpreadConstraint::getTopologyKey)
                            .toList());
            for (TopologySpreadConstraint constraint : spread) {
                assertEquals("DoNotSchedule", constraint.getWhenUnsatisfiable());
                assertEquals(deployment.getSpec().getSelector(), constraint.getLabelSelector());
            }
        }
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

    private static List<PodSpec> pods(Path values) {
        return Chart.SHIPPED.render(values).pods();
    }

    private static List<Path> valueFiles() {
        return Chart.valueFiles();
    }
}
