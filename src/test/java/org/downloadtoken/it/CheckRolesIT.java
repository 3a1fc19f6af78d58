package org.downloadtoken.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.JarProcess;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command check of the jar as "helm test" does, once for each role of a cluster. It joins no cluster. */
class CheckRolesIT {
    @TempDir
    Path directory;

    @Test
    void edgeIsCheckedWithoutTheCatalog() throws Exception {
        Map<String, String> environment = member("edge");
        environment.keySet().removeIf(name -> name.startsWith("POSTGRES_"));

        List<String> lines = check(0, environment);

        assertTrue(
                lines.contains("ok catalog: not checked, because an edge does not read it;"
                        + " run the command where CLUSTER_ROLES is access"),
                lines::toString);
        assertEquals("catalog,clients,cluster,configuration,keys,storage", subjects(lines));
    }

    @Test
    void accessNodeIsCheckedWithoutKeysAndStorage() throws Exception {
        Map<String, String> environment = member("access");
        environment.remove("JWT_SECRET_KEY");

        List<String> lines = check(0, environment);

        assertTrue(lines.stream().anyMatch(line -> line.startsWith("ok catalog: localhost:")), lines::toString);
        assertEquals("catalog,cluster,configuration", subjects(lines));
    }

    @Test
    void certificateWithoutItsKeyFails() throws Exception {
        Map<String, String> environment = member("access");
        environment.remove("JWT_SECRET_KEY");
        Files.writeString(
                directory.resolve("tls.key"), TestCertificate.named("other").keyPem());

        List<String> lines = check(1, environment);

        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("fail cluster: CLUSTER_TLS_KEY: ")), lines::toString);
    }

    private Map<String, String> member(String role) throws Exception {
        TestCertificate authority = TestCertificate.authority("cluster");
        TestCertificate member = authority.issue("member");
        Map<String, String> environment = new HashMap<>(RunningService.environment(Map.of("LC_ALL", "C.UTF-8")));
        environment.put("CLUSTER_ROLES", role);
        environment.put("CLUSTER_KUBERNETES_SERVICE", "geo-cluster.geo.svc");
        environment.put("CLUSTER_HOST", "127.0.0.1");
        environment.put("CLUSTER_TLS_CERT", write("tls.crt", member.pem()));
        environment.put("CLUSTER_TLS_KEY", write("tls.key", member.keyPem()));
        environment.put("CLUSTER_TLS_CA", write("ca.crt", authority.pem()));
        return environment;
    }

    private String write(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private List<String> check(int exitCode, Map<String, String> environment) {
        try (JarProcess process = JarProcess.start(directory, environment, "check")) {
            assertEquals(exitCode, process.exitCode(), process::output);
            return process.lines();
        }
    }

    /** The subjects of the lines, sorted. */
    private static String subjects(List<String> lines) {
        return lines.stream()
                .map(line -> line.split("[ :]")[1])
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }
}
