package org.downloadtoken.helm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.downloadtoken.testing.helm.Chart;
import org.downloadtoken.testing.helm.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which secrets the pods of each role have, and how they become members of the cluster. */
class ClusterRolesTest {
    private static final Manifests MANIFESTS = Chart.SHIPPED.render(Chart.values("cluster-with-every-part"));
    private static final PodSpec EDGE = pod(MANIFESTS, "tokens-edge");
    private static final PodSpec ACCESS = pod(MANIFESTS, "tokens-access");

    @Test
    void edgeHasNoSecretOfTheCatalog() {
        assertEquals(Set.of("catalog", "signing-keys", "tokens.example.com", "members"), secrets(EDGE));
        assertEquals(Set.of("tmp", "secrets", "keys", "tls", "cluster", "downloads"), volumes(EDGE));
    }

    @Test
    void accessNodeHasNoKeysOfTokensAndNoFiles() {
        assertEquals(Set.of("catalog-role", "catalog-ca", "tokens.example.com", "members"), secrets(ACCESS));
        assertEquals(Set.of("tmp", "secrets", "tls", "cluster"), volumes(ACCESS));
        assertTrue(
                names(ACCESS).stream().noneMatch(name -> name.startsWith("AWS_")),
                () -> names(ACCESS).toString());
    }

    /** The certificate of the public port is of no use on an access node, unless the management port uses it too. */
    @Test
    void accessNodeHasTheCertificateOfTheServersOnlyForItsManagementPort(@TempDir Path directory) throws IOException {
        Path values = Files.writeString(
                directory.resolve("values.yaml"), "{tls: {management: false}, serviceMonitor: {enabled: false}}");
        Manifests manifests = Chart.SHIPPED.render(Chart.values("cluster-with-every-part"), values);

        assertEquals(Set.of("catalog-role", "catalog-ca", "members"), secrets(pod(manifests, "tokens-access")));
        assertTrue(names(pod(manifests, "tokens-access")).stream().noneMatch(name -> name.startsWith("TLS_")));
        assertTrue(secrets(pod(manifests, "tokens-edge")).contains("tokens.example.com"));
    }

    @Test
    void eachRoleIsToldItsRole() {
        assertEquals("edge", variable(EDGE, "CLUSTER_ROLES").getValue());
        assertEquals("access", variable(ACCESS, "CLUSTER_ROLES").getValue());
    }

    @Test
    void memberListensAtTheAddressOfItsPodAndAtFixedPorts() {
        for (PodSpec pod : List.of(EDGE, ACCESS)) {
            assertEquals(
                    "status.podIP",
                    variable(pod, "CLUSTER_HOST").getValueFrom().getFieldRef().getFieldPath());
            assertEquals("5701", variable(pod, "CLUSTER_PORT").getValue());
            assertEquals("5702", variable(pod, "CLUSTER_BUS_PORT").getValue());
        }
    }

    @Test
    void memberHasItsCertificateUnlessTheClusterIsInsecure() {
        Manifests insecure = Chart.SHIPPED.render(Chart.values("cluster-without-certificate"));

        for (PodSpec pod : List.of(EDGE, ACCESS)) {
            assertEquals(
                    List.of("tls.crt", "tls.key", "ca.crt"),
                    Stream.of("CLUSTER_TLS_CERT", "CLUSTER_TLS_KEY", "CLUSTER_TLS_CA")
                            .map(name -> variable(pod, name).getValue())
                            .map(path -> path.replace("/etc/download-token-service/cluster/", ""))
                            .toList());
            assertTrue(!names(pod).contains("CLUSTER_INSECURE"));
        }
        for (PodSpec pod : insecure.pods()) {
            assertEquals("allow", variable(pod, "CLUSTER_INSECURE").getValue());
            assertTrue(names(pod).stream().noneMatch(name -> name.startsWith("CLUSTER_TLS_")));
            assertTrue(!volumes(pod).contains("cluster"));
        }
    }

    private static PodSpec pod(Manifests manifests, String name) {
        return manifests.named(Deployment.class, name).getSpec().getTemplate().getSpec();
    }

    private static Container container(PodSpec pod) {
        return pod.getContainers().get(0);
    }

    private static EnvVar variable(PodSpec pod, String name) {
        return container(pod).getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> names(PodSpec pod) {
        return container(pod).getEnv().stream().map(EnvVar::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> volumes(PodSpec pod) {
        return pod.getVolumes().stream().map(volume -> volume.getName()).collect(Collectors.toSet());
    }

    private static Set<String> secrets(PodSpec pod) {
        return pod.getVolumes().stream()
                .flatMap(volume -> volume.getProjected() != null
                        ? volume.getProjected().getSources().stream()
                                .map(source -> source.getSecret().getName())
                        : Stream.ofNullable(volume.getSecret()).map(secret -> secret.getSecretName()))
                .collect(Collectors.toSet());
    }
}
