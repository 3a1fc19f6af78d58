package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.downloadtoken.testing.helm.Chart;
import org.downloadtoken.testing.helm.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how Prometheus and Grafana see the service. */
class MonitoringTest {
    private static final Path ALERTS = Path.of("conf/prometheus/alerts.yaml");
    private static final Path DASHBOARD = Path.of("conf/grafana/dashboards/download-tokens.json");
    private static final Path VALUES = Chart.values("monitoring");

    @TempDir
    private Path directory;

    /** git stores a link, so there is one file. Helm follows it. */
    @ParameterizedTest
    @CsvSource({
        "alerts.yaml,          conf/prometheus/alerts.yaml",
        "download-tokens.json, conf/grafana/dashboards/download-tokens.json"
    })
    void fileOfTheChartIsALinkToTheShippedOne(String name, Path shipped) throws IOException {
        Path link = Chart.SHIPPED.path().resolve("files").resolve(name);

        assertTrue(Files.isSymbolicLink(link), link::toString);
        assertTrue(!Files.readSymbolicLink(link).isAbsolute());
        assertTrue(Files.isSameFile(link, shipped));
    }

    @Test
    void ruleAndDashboardAreTheShippedOnes() throws IOException {
        Manifests manifests = Chart.SHIPPED.render(VALUES);

        assertShipped(manifests);
    }

    @Test
    void archiveOfTheChartHoldsTheShippedFiles() throws IOException {
        Chart archive = Chart.SHIPPED.packageInto(directory);

        assertShipped(archive.render(VALUES));
        assertEquals(
                Chart.SHIPPED.render(VALUES).documents(), archive.render(VALUES).documents());
    }

    /** So does git write a link where the file system or a setting has none. */
    @ParameterizedTest
    @ValueSource(strings = {"alerts.yaml", "download-tokens.json"})
    void linkThatGitHasWrittenAsTextIsRefused(String name) throws IOException {
        Chart copy = Chart.SHIPPED.copyTo(directory);
        Files.writeString(copy.path().resolve("files").resolve(name), "../../../somewhere/" + name);

        assertTrue(copy.refusal(VALUES).contains("core.symlinks"), copy.refusal(VALUES));
    }

    @Test
    void monitorSelectsTheManagementServiceOnly() {
        Manifests manifests = Chart.SHIPPED.render(VALUES);
        ServiceMonitor monitor = manifests.one(ServiceMonitor.class);
        Map<String, String> selected = monitor.getSpec().getSelector().getMatchLabels();

        assertEquals(
                List.of("management"),
                manifests.all(Service.class).stream()
                        .filter(service ->
                                service.getMetadata().getLabels().entrySet().containsAll(selected.entrySet()))
                        .map(service -> service.getSpec().getPorts().get(0).getName())
                        .toList());
        assertEquals("management", monitor.getSpec().getEndpoints().get(0).getPort());
        assertEquals("30s", monitor.getSpec().getEndpoints().get(0).getInterval());
    }

    /** The rules and the dashboard select by the job. */
    @Test
    void jobIsTheOneOfTheAlerts() throws IOException {
        Manifests manifests = Chart.SHIPPED.render(VALUES);
        String label = manifests.one(ServiceMonitor.class).getSpec().getJobLabel();
        Service management = manifests.all(Service.class).get(1);

        var job = Pattern.compile("job=\"([^\"]+)\"").matcher(Files.readString(ALERTS));
        assertTrue(job.find());
        assertEquals(job.group(1), management.getMetadata().getLabels().get(label));
    }

    @Test
    void objectsHaveTheLabelsByWhichTheyAreSelected() {
        Manifests manifests = Chart.SHIPPED.render(VALUES);

        assertEquals(
                "prometheus",
                manifests.one("ServiceMonitor").at("/metadata/labels/release").asText());
        assertEquals(
                "prometheus",
                manifests.one("PrometheusRule").at("/metadata/labels/release").asText());
        assertEquals(
                "true", manifests.one(ConfigMap.class).getMetadata().getLabels().get("grafana_dashboard"));
    }

    @Test
    void monitorThatTheNetworkPolicyLocksOutIsRefused() throws IOException {
        Path values = Files.writeString(directory.resolve("values.yaml"), "serviceMonitor: {enabled: true}");

        assertTrue(Chart.SHIPPED
                .refusal(Chart.values("minimal"), values)
                .contains("networkPolicy.monitoring is required"));
        assertEquals("", Chart.SHIPPED.refusal(Chart.values("openshift"), values));
    }

    private static void assertShipped(Manifests manifests) throws IOException {
        JsonNode alerts = new YAMLMapper().readTree(ALERTS.toFile());

        assertTrue(alerts.at("/groups/0/rules").size() > 16);
        assertEquals(alerts, manifests.one("PrometheusRule").get("spec"));
        assertEquals(
                Map.of("download-tokens.json", Files.readString(DASHBOARD)),
                manifests.one(ConfigMap.class).getData());
    }
}
