package org.downloadtoken.helm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.downloadtoken.testing.helm.Chart;
import org.downloadtoken.testing.helm.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the number, the resources, the budget and the account of the pods of each role. */
class ClusterSizeTest {
    private static final Path VALUES = Chart.values("cluster-with-every-part");
    private static final Manifests MANIFESTS = Chart.SHIPPED.render(VALUES);

    @Test
    void eachRoleHasItsNumberAndResources() {
        Deployment access = deployment("tokens-access");
        var scaler = MANIFESTS.one(HorizontalPodAutoscaler.class);

        assertEquals(3, access.getSpec().getReplicas());
        assertEquals("tokens-edge", scaler.getMetadata().getName());
        assertEquals("tokens-edge", scaler.getSpec().getScaleTargetRef().getName());
        assertEquals(new Quantity("512Mi"), memory(access));
        assertEquals(new Quantity("1Gi"), memory(deployment("tokens-edge")));
        assertEquals(
                2,
                Chart.SHIPPED
                        .render(Chart.values("cluster"))
                        .named(Deployment.class, "geo-download-token-service-access")
                        .getSpec()
                        .getReplicas());
    }

    /** A share of many edges could be all access nodes. */
    @Test
    void onlyOneAccessNodeMayBeEvictedAtOnce() {
        assertEquals(new IntOrString("50%"), evictable("tokens-edge"));
        assertEquals(new IntOrString(1), evictable("tokens-access"));
    }

    @Test
    void cloudRoleOfTheBucketIsThatOfEdges() {
        assertEquals("tokens", account("tokens-edge"));
        assertEquals("tokens-access", account("tokens-access"));
        assertEquals(
                Map.of(),
                MANIFESTS
                        .named(ServiceAccount.class, "tokens-access")
                        .getMetadata()
                        .getAnnotations());
    }

    @Test
    void existingAccountIsThatOfBothRoles(@TempDir Path directory) throws IOException {
        Path existing = Files.writeString(directory.resolve("values.yaml"), "serviceAccount: {name: existing}");
        Manifests manifests = Chart.SHIPPED.render(VALUES, existing);

        assertEquals(List.of(), manifests.all(ServiceAccount.class));
        assertTrue(manifests.pods().stream()
                .allMatch(pod -> pod.getServiceAccountName().equals("existing")));
    }

    /** The labels of the values have the name of the label of the role. */
    @Test
    void labelOfTheRoleCannotBeReplaced() {
        assertEquals("edge", labels(deployment("tokens-edge")).get("download-token-service/role"));
        assertEquals("geo", labels(deployment("tokens-edge")).get("team"));
    }

    private static Deployment deployment(String name) {
        return MANIFESTS.named(Deployment.class, name);
    }

    private static Map<String, String> labels(Deployment deployment) {
        return deployment.getSpec().getTemplate().getMetadata().getLabels();
    }

    private static Quantity memory(Deployment deployment) {
        return deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getResources()
                .getLimits()
                .get("memory");
    }

    private static IntOrString evictable(String name) {
        return MANIFESTS.named(PodDisruptionBudget.class, name).getSpec().getMaxUnavailable();
    }

    private static String account(String name) {
        return deployment(name).getSpec().getTemplate().getSpec().getServiceAccountName();
    }
}
