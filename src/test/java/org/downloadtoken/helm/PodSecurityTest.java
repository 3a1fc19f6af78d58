package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.nio.file.Path;
import java.util.List;
import org.downloadtoken.testing.helm.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the process of a pod has no rights that it does not need. */
class PodSecurityTest {
    @ParameterizedTest
    @MethodSource("valueFiles")
    void processIsConfined(Path values) {
        Chart.SHIPPED.render(values).pods().forEach(PodSecurityTest::assertConfined);
    }

    private static void assertConfined(PodSpec pod) {
        Container container = pod.getContainers().get(0);

        assertEquals(1, pod.getContainers().size());
        assertFalse(pod.getAutomountServiceAccountToken());
        assertFalse(pod.getEnableServiceLinks());
        assertTrue(pod.getSecurityContext().getRunAsNonRoot());
        assertEquals(
                "RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType());
        assertTrue(container.getSecurityContext().getReadOnlyRootFilesystem());
        assertFalse(container.getSecurityContext().getAllowPrivilegeEscalation());
        assertEquals(
                List.of("ALL"), container.getSecurityContext().getCapabilities().getDrop());
        assertEquals(List.of(), container.getSecurityContext().getCapabilities().getAdd());
    }

    /** Only /tmp can be written. Secrets and files are mounted read-only. */
    @ParameterizedTest
    @MethodSource("valueFiles")
    void onlyTheTemporaryDirectoryIsWritable(Path values) {
        for (PodSpec pod : Chart.SHIPPED.render(values).pods()) {
            assertEquals(
                    List.of("/tmp"),
                    pod.getContainers().get(0).getVolumeMounts().stream()
                            .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                            .map(VolumeMount::getMountPath)
                            .toList());
            assertTrue(pod.getVolumes().stream()
                    .anyMatch(volume -> volume.getName().equals("tmp") && volume.getEmptyDir() != null));
        }
    }

    @Test
    void filesOfSecretsBelongToTheGroupOfTheProcess() {
        PodSpec pod = pod(Chart.values("every-setting-of-the-pod"));

        assertEquals(10001L, pod.getSecurityContext().getFsGroup());
        assertEquals(
                0440,
                pod.getVolumes().stream()
                        .filter(volume -> volume.getProjected() != null)
                        .findFirst()
                        .orElseThrow()
                        .getProjected()
                        .getDefaultMode());
    }

    @Test
    void openshiftChoosesTheUser() {
        PodSpec pod = pod(Chart.values("openshift"));

        assertNull(pod.getSecurityContext().getRunAsUser());
        assertNull(pod.getSecurityContext().getFsGroup());
    }

    private static PodSpec pod(Path values) {
        return Chart.SHIPPED.render(values).pod();
    }

    private static List<Path> valueFiles() {
        return Chart.valueFiles();
    }
}
