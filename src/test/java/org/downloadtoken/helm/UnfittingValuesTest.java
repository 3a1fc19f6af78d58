package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.downloadtoken.testing.helm.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that the schema accepts and that do not fit, and names that YAML would read as numbers. */
class UnfittingValuesTest {
    private static final Set<String> NAMES =
            Set.of("name", "secretName", "claimName", "key", "priorityClassName", "serviceAccountName");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "autoscaling: {enabled: true, minReplicas: 20}                 | minReplicas must not exceed maxReplicas, but 20",
                "{autoscaling: {enabled: true}, resources: {requests: null}}   | resources.requests.cpu is required",
                "settings: {POSTGRES_PORT: '5432,'}                            | POSTGRES_PORT must be ports between 1 and 65535",
                "settings: {POSTGRES_PORT: 'tcp://10.1.2.3:5432'}              | POSTGRES_PORT must be ports between 1 and 65535",
                "settings: {HTTP_BASE_PATH: api}                               | HTTP_BASE_PATH must begin with a slash",
                "securityPolicy: {enabled: true, routes: [tiles]}              | FORWARD_AUTH_PATHS is required",
                "cluster: {enabled: true}                                      | cluster.certificate is required with cluster.enabled",
                "cluster: {enabled: true, certificate: a, insecure: allow}     | cluster.insecure must be refuse with cluster.certificate",
                "{cluster: {enabled: true, certificate: a}, tls: {secret: a}}  | cluster.certificate must not be tls.secret",
                "{cluster: {enabled: true, certificate: a}, networkPolicy: {enabled: false}} | networkPolicy.enabled is required with"
            })
    void valuesThatDoNotFitAreRefused(String values, String message) throws IOException {
        String refusal = Chart.SHIPPED.refusal(Chart.values("minimal"), write(values));

        assertTrue(refusal.contains(message), refusal);
    }

    @Test
    void namesOfDigitsStayNames() throws IOException {
        Path digits = write("""
                secrets:
                  jwtSecretKey: {name: "1234", key: "123"}
                  signingKeys: {name: "77"}
                  objectStore: {name: "1e3", accessKeyId: "1", secretAccessKey: "2"}
                downloads: {claim: "true"}
                image: {pullSecrets: ["0123"]}
                tls: {secret: "123"}
                cluster: {enabled: true, certificate: "42"}
                serviceAccount: {name: "456"}
                priorityClassName: "789"
                """);

        List<String> numbers = new ArrayList<>();
        Chart.SHIPPED
                .render(Chart.values("minimal"), digits)
                .documents()
                .forEach(manifest -> collect(manifest, numbers));
        assertEquals(List.of(), numbers);
    }

    @Test
    void labelsOfTheChartWin() throws IOException {
        Path labels = write("""
                podLabels: {app.kubernetes.io/name: other, team: geo}
                """);

        var pod = Chart.SHIPPED
                .render(Chart.values("minimal"), labels)
                .one(Deployment.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels();
        assertEquals("download-token-service", pod.get("app.kubernetes.io/name"));
        assertEquals("geo", pod.get("team"));
    }

    private Path write(String values) throws IOException {
        return Files.writeString(directory.resolve("values.yaml"), values);
    }

    private static void collect(JsonNode node, List<String> numbers) {
        node.fields().forEachRemaining(field -> {
            if (NAMES.contains(field.getKey())
                    && field.getValue().isValueNode()
                    && !field.getValue().isTextual()) {
                numbers.add(field.getKey() + ": " + field.getValue());
            }
        });
        node.forEach(child -> collect(child, numbers));
    }
}
