package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.downloadtoken.testing.helm.Chart;
import org.downloadtoken.testing.helm.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that whoever uses the management port speaks TLS exactly if the port does. */
class ManagementTlsTest {
    private static final Path WITH = Chart.values("management-tls");
    private static final List<Path> WITHOUT = List.of(Chart.values("tls"), Chart.values("monitoring"));

    @Test
    void serviceIsToldToUseTls() {
        assertEquals(Set.of("on"), variable(WITH));
        WITHOUT.forEach(values -> assertEquals(Set.of(), variable(values)));
    }

    @Test
    void eachProbeUsesTls() {
        assertEquals(Set.of("HTTPS"), schemes(WITH));
        WITHOUT.forEach(values -> assertEquals(Set.of("HTTP"), schemes(values)));
    }

    @Test
    void managementServiceTellsItsProtocol() {
        assertEquals("https", protocol(WITH));
        WITHOUT.forEach(values -> assertEquals("http", protocol(values)));
    }

    @Test
    void prometheusUsesTlsAndVerifiesTheName() {
        Endpoint endpoint = endpoint(WITH);

        assertEquals("https", endpoint.getScheme());
        assertEquals("tokens.example.com", endpoint.getTlsConfig().getServerName());
        assertEquals("ca.crt", endpoint.getTlsConfig().getCa().getSecret().getKey());
        assertEquals("tls.crt", endpoint.getTlsConfig().getCert().getConfigMap().getKey());
        assertEquals("tls.key", endpoint.getTlsConfig().getKeySecret().getKey());
        assertNull(endpoint(Chart.values("monitoring")).getScheme());
    }

    /** Prometheus connects to the address of a pod, which no certificate names. */
    @Test
    void monitorWithoutANameOfTheCertificateIsRefused(@TempDir Path directory) throws IOException {
        Path values = directory.resolve("values.yaml");

        Files.writeString(values, "serviceMonitor: {tlsConfig: {serverName: null}}");
        assertTrue(Chart.SHIPPED.refusal(WITH, values).contains("serviceMonitor.tlsConfig.serverName is required"));

        Files.writeString(values, "serviceMonitor: {tlsConfig: {serverName: null, insecureSkipVerify: true}}");
        assertEquals("", Chart.SHIPPED.refusal(WITH, values));
    }

    private static Set<String> variable(Path values) {
        return container(values).getEnv().stream()
                .filter(variable -> variable.getName().equals("MANAGEMENT_TLS"))
                .map(EnvVar::getValue)
                .collect(Collectors.toSet());
    }

    private static Set<String> schemes(Path values) {
        Container container = container(values);
        return Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())
                .map(Probe::getHttpGet)
                .map(HTTPGetAction::getScheme)
                .collect(Collectors.toSet());
    }

    private static Container container(Path values) {
        return Chart.SHIPPED.render(values).pod().getContainers().get(0);
    }

    private static String protocol(Path values) {
        Manifests manifests = Chart.SHIPPED.render(values);
        return manifests.all(Service.class).get(1).getSpec().getPorts().get(0).getAppProtocol();
    }

    private static Endpoint endpoint(Path values) {
        return Chart.SHIPPED
                .render(values)
                .one(ServiceMonitor.class)
                .getSpec()
                .getEndpoints()
                .get(0);
    }
}
