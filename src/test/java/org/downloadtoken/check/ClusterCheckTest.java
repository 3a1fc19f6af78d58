package org.downloadtoken.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCheckTest {
    private final Instant expiry = Instant.now().plus(Duration.ofDays(90)).truncatedTo(ChronoUnit.SECONDS);

    private final Vertx vertx = Vertx.vertx();
    private final TestCertificate authority = TestCertificate.authority("cluster", expiry);

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void instanceWithoutAClusterHasNoFinding() {
        assertEquals(List.of(), findings(Duration.ofDays(30), Map.of()));
    }

    @Test
    void expiryOfTheCertificateIsPrinted() throws Exception {
        assertEquals(
                List.of(Finding.ok("the certificate of this member expires on " + expiry)),
                findings(Duration.ofDays(15), member(authority)));
    }

    @Test
    void certificateThatExpiresSoonIsAWarning() throws Exception {
        assertEquals(
                List.of(Finding.warn("the certificate of this member expires in less than 14 days, on " + expiry)),
                findings(Duration.ofDays(13), member(authority)));
    }

    @Test
    void certificateOfAnotherAuthorityFails() throws Exception {
        List<Finding> findings = findings(Duration.ofDays(15), member(TestCertificate.authority("other", expiry)));

        assertEquals(1, findings.size());
        assertTrue(findings.get(0).line("cluster").startsWith("fail cluster: CLUSTER_TLS_CERT: "), findings::toString);
        assertTrue(findings.get(0).text().contains("not signed by the authority"), findings::toString);
    }

    @Test
    void clusterWithoutTlsIsAWarning() {
        List<Finding> findings = findings(Duration.ofDays(15), Map.of("CLUSTER_INSECURE", "allow"));

        assertEquals(1, findings.size());
        assertTrue(findings.get(0).line("cluster").startsWith("warn cluster: CLUSTER_INSECURE is allow, so whoever "));
    }

    @Test
    void edgeDoesNotCheckTheCatalog() {
        assertEquals(
                List.of("catalog", "storage", "keys", "tls", "cluster", "clients"),
                checks(Map.of("CLUSTER_ROLES", "edge", "CLUSTER_INSECURE", "allow")).stream()
                        .map(Check::subject)
                        .toList());
        assertEquals(
                CatalogOfAccessNodes.class,
                checks(Map.of("CLUSTER_ROLES", "edge", "CLUSTER_INSECURE", "allow"))
                        .get(0)
                        .getClass());
    }

    @Test
    void accessNodeDoesNotCheckFilesKeysAndClients() {
        assertEquals(
                List.of("catalog", "tls", "cluster"),
                checks(Map.of("CLUSTER_ROLES", "access", "CLUSTER_INSECURE", "allow", "POSTGRES_PASSWORD", "p"))
                        .stream()
                        .map(Check::subject)
                        .toList());
    }

    /** The settings of a member whose certificate this authority has issued, and which trusts {@link #authority}. */
    private Map<String, String> member(TestCertificate issuer) throws IOException {
        TestCertificate member = issuer.issue("member");
        return Map.of(
                "CLUSTER_TLS_CERT",
                Files.writeString(directory.resolve("tls.crt"), member.pem()).toString(),
                "CLUSTER_TLS_KEY",
                Files.writeString(directory.resolve("tls.key"), member.keyPem()).toString(),
                "CLUSTER_TLS_CA",
                Files.writeString(directory.resolve("ca.crt"), authority.pem()).toString());
    }

    private List<Check> checks(Map<String, String> settings) {
        return Checks.of(vertx, config(settings), Clock.systemUTC());
    }

    private List<Finding> findings(Duration beforeExpiry, Map<String, String> settings) {
        Findings findings = new Findings();
        new ClusterCheck(vertx, config(settings).cluster(), Clock.fixed(expiry.minus(beforeExpiry), ZoneOffset.UTC))
                .run(findings)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return findings.list();
    }

    private static ServiceConfig config(Map<String, String> settings) {
        Map<String, String> values = new HashMap<>(Map.of("JWT_SECRET_KEY", "s".repeat(32)));
        if (!settings.isEmpty()) {
            values.put("CLUSTER_MEMBERS", "10.0.0.5:5701");
            values.put("CLUSTER_HOST", "10.0.0.4");
        }
        values.putAll(settings);
        return ServiceConfig.from(values);
    }
}
