package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.downloadtoken.check.CheckCommand;
import org.downloadtoken.testing.helm.Chart;
import org.downloadtoken.testing.helm.Manifests;
import org.downloadtoken.testing.helm.UnknownFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the pod that "helm test" starts, and what Helm prints after an installation. */
class CheckPodTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("valueFiles")
    void checkRunsWithTheSettingsAndSecretsOfTheService(Path values) throws IOException {
        Manifests manifests = withoutHooks().render(values);
        List<Deployment> deployments = manifests.all(Deployment.class);

        assertEquals(deployments.size(), manifests.all(Pod.class).size());
        deployments.forEach(deployment ->
                assertChecks(manifests.named(Pod.class, deployment.getMetadata().getName() + "-check"), deployment));
    }

    private static void assertChecks(Pod pod, Deployment deployment) {
        Container check = pod.getSpec().getContainers().get(0);
        PodSpec service = deployment.getSpec().getTemplate().getSpec();
        Container serving = service.getContainers().get(0);

        assertEquals(List.of(), UnknownFields.of(pod));
        assertEquals(List.of(CheckCommand.NAME), check.getArgs());
        assertEquals("Never", pod.getSpec().getRestartPolicy());
        assertEquals(serving.getImage(), check.getImage());
        assertEquals(serving.getEnv(), check.getEnv());
        assertEquals(serving.getResources(), check.getResources());
        assertEquals(service.getServiceAccountName(), pod.getSpec().getServiceAccountName());
        assertEquals(serving.getVolumeMounts(), check.getVolumeMounts());
        assertEquals(serving.getSecurityContext(), check.getSecurityContext());
        assertEquals(service.getVolumes(), pod.getSpec().getVolumes());
        assertEquals(service.getSecurityContext(), pod.getSpec().getSecurityContext());
        assertEquals(service.getNodeSelector(), pod.getSpec().getNodeSelector());
        assertEquals(service.getTolerations(), pod.getSpec().getTolerations());
        assertEquals(service.getPriorityClassName(), pod.getSpec().getPriorityClassName());
        assertFalse(pod.getSpec().getAutomountServiceAccountToken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "cluster"})
    void checkHasTheNetworkOfItsRoleButNoClients(String values) throws IOException {
        Manifests manifests = withoutHooks().render(Chart.values(values));
        for (Pod pod : manifests.all(Pod.class)) {
            var labels = pod.getMetadata().getLabels().entrySet();
            String role = pod.getMetadata().getName().replaceFirst("-check$", "");

            assertEquals(
                    List.of(role),
                    manifests.all(NetworkPolicy.class).stream()
                            .filter(policy -> labels.containsAll(policy.getSpec()
                                    .getPodSelector()
                                    .getMatchLabels()
                                    .entrySet()))
                            .map(policy -> policy.getMetadata().getName())
                            .toList());
            manifests
                    .all(Service.class)
                    .forEach(service -> assertFalse(
                            labels.containsAll(service.getSpec().getSelector().entrySet())));
        }
    }

    @Test
    void notesNameTheServiceAndWarn() {
        String open = Chart.SHIPPED.notes(Chart.values("openshift"));
        String trusting = Chart.SHIPPED.notes(Chart.values("every-setting-of-the-pod"));

        assertTrue(open.contains("http://localhost:8080/api/auth/download-token/DATASET_ID"), open);
        assertTrue(open.contains("TRUSTED_PROXIES is not set") && open.contains("networkPolicy is off"), open);
        assertTrue(trusting.contains("http://localhost:8080/auth/download-token/DATASET_ID"), trusting);
        assertTrue(Chart.SHIPPED.notes(Chart.values("tls")).contains("--insecure -X POST https://localhost:8080/api/"));
        assertFalse(trusting.contains("TRUSTED_PROXIES") || trusting.contains("networkPolicy"), trusting);
        assertFalse(trusting.contains("5701"), trusting);
    }

    @Test
    void notesNameTheRolesAndWarnOfTheirPorts() {
        String cluster = Chart.SHIPPED.notes(Chart.values("cluster"));
        String insecure = Chart.SHIPPED.notes(Chart.values("cluster-without-certificate"));

        assertTrue(cluster.contains("rollout status deployment/geo-download-token-service-edge\n"), cluster);
        assertTrue(cluster.contains("rollout status deployment/geo-download-token-service-access\n"), cluster);
        assertTrue(cluster.contains("5701") && !cluster.contains("cluster.insecure"), cluster);
        assertTrue(insecure.contains("cluster.insecure is allow"), insecure);
    }

    /** The library leaves out hooks when it renders a chart. */
    private Chart withoutHooks() throws IOException {
        Chart copy = Chart.SHIPPED.copyTo(directory);
        Path check = copy.path().resolve("templates/tests/check.yaml");
        String template = Files.readString(check);
        assertTrue(template.contains("helm.sh/hook: test"));
        Files.writeString(check, template.replace("helm.sh/hook: test", "example.com/hook: test"));
        return copy;
    }

    private static List<Path> valueFiles() {
        return Chart.valueFiles();
    }
}
