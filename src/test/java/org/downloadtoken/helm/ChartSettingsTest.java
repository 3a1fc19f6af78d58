package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.source.ConfigSource;
import org.downloadtoken.testing.SettingNames;
import org.downloadtoken.testing.helm.Chart;
import org.downloadtoken.testing.helm.MountedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the service accepts the variables and the mounted files of the chart's pods. */
class ChartSettingsTest {
    /** Variables of the AWS SDK, which are no settings. */
    private static final Set<String> AWS = Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");

    @ParameterizedTest
    @MethodSource("valueFiles")
    void eachVariableIsASettingOfTheService(Path values) {
        Set<String> unknown = new TreeSet<>(pods(values).stream()
                .flatMap(pod -> pod.getContainers().get(0).getEnv().stream())
                .map(EnvVar::getName)
                .toList());
        assertTrue(unknown.contains("POSTGRES_HOST"), unknown::toString);
        unknown.removeAll(SettingNames.all());
        unknown.removeAll(AWS);

        assertEquals(Set.of(), unknown);
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void serviceAcceptsTheVariablesAndFindsTheirFiles(Path values, @TempDir Path directory) throws Exception {
        for (PodSpec pod : pods(values)) {
            Path root = Files.createTempDirectory(directory, "pod");
            MountedFiles.create(pod, root);
            Map<String, String> variables = variables(pod);
            variables.replaceAll(
                    (name, value) -> value.startsWith("/etc/") || value.startsWith("/srv/") ? root + value : value);

            assertDoesNotThrow(() -> ServiceConfig.from(ConfigSource.load(variables)));
        }
    }

    /** Helm reads "on" as true, and a number as floating point. */
    @Test
    void switchesAndLargeNumbersAreWrittenAsTheServiceReadsThem() {
        Map<String, String> variables =
                variables(pods(Chart.values("every-setting-of-the-pod")).get(0));

        assertEquals("on", variables.get("AUDIT_LOG"));
        assertEquals("off", variables.get("API_PAGES"));
        assertEquals("1000000", variables.get("MAX_CONNECTIONS"));
        assertEquals("5432,6432", variables.get("POSTGRES_PORT"));
    }

    @Test
    void secretsAreReferencesToExistingSecrets(@TempDir Path directory) throws IOException {
        String manifests =
                Chart.SHIPPED.render(Chart.values("object-store")).documents().toString();

        assertTrue(!manifests.contains("\"kind\":\"Secret\""), manifests);
        assertEquals(
                Map.of("AWS_ACCESS_KEY_ID", "minio/user", "AWS_SECRET_ACCESS_KEY", "minio/password"),
                pods(Chart.values("object-store")).get(0).getContainers().get(0).getEnv().stream()
                        .filter(variable -> variable.getValueFrom() != null)
                        .collect(Collectors.toMap(EnvVar::getName, variable -> {
                            var secret = variable.getValueFrom().getSecretKeyRef();
                            return secret.getName() + "/" + secret.getKey();
                        })));
    }

    @Test
    void chartWithoutASecretForTokensIsRefused(@TempDir Path directory) throws IOException {
        Path values = Files.writeString(directory.resolve("values.yaml"), "settings: {POSTGRES_HOST: catalog}");
        Path key = Files.writeString(directory.resolve("key.yaml"), "secrets: {signingKeys: {name: keys}}");

        assertTrue(Chart.SHIPPED.refusal(values).contains("secrets.jwtSecretKey.name is required"));
        assertTrue(Chart.SHIPPED.refusal(values, key).contains("secrets.jwtSecretKey.name is required"));
    }

    @Test
    void chartWithoutAHostOfTheCatalogIsRefused(@TempDir Path directory) throws IOException {
        Path values = Files.writeString(directory.resolve("values.yaml"), "secrets: {jwtSecretKey: {name: a}}");

        assertTrue(Chart.SHIPPED.refusal(values).contains("settings.POSTGRES_HOST is required"));
    }

    /** An address that Kubernetes assigns to the pod is replaced by another one. */
    private static Map<String, String> variables(PodSpec pod) {
        return pod.getContainers().get(0).getEnv().stream()
                .filter(variable -> !AWS.contains(variable.getName()))
                .collect(Collectors.toMap(
                        EnvVar::getName, variable -> Objects.requireNonNullElse(variable.getValue(), "10.0.0.4")));
    }

    private static List<PodSpec> pods(Path values) {
        return Chart.SHIPPED.render(values).pods();
    }

    private static List<Path> valueFiles() {
        return Chart.valueFiles();
    }
}
