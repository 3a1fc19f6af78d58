package org.downloadtoken.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.jose.provider.SignatureProvider;
import org.downloadtoken.testing.ForeignIssuer;
import org.downloadtoken.testing.KeyFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCheckTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void secretSignsWithoutAKeyRing() {
        assertEquals(List.of(Finding.ok("JWT_SECRET_KEY signs tokens")), findings(Map.of()));
    }

    @Test
    void unusedFileIsAWarningBesideTheKeyRing() throws Exception {
        keyRing();
        Files.writeString(directory.resolve("-old.pem"), "");
        Files.createDirectory(directory.resolve("..data"));

        List<Finding> findings = findings(Map.of("SIGNING_KEYS_DIR", directory.toString()));

        assertEquals(3, findings.size(), findings::toString);
        assertEquals(Finding.ok(SignatureProvider.current().description()), findings.get(0));
        assertTrue(findings.get(1).line("keys").startsWith("ok keys: the key ring signs with 2026-11"));
        assertTrue(
                findings.get(2).line("keys").startsWith("warn keys: file -old.pem is not used; a key file is named"));
    }

    @Test
    void keysThatTheIssuerPublishesAreListed() throws Exception {
        ECKey key = KeyFiles.ec(Curve.P_256);
        try (ForeignIssuer issuer = new ForeignIssuer(key)) {
            List<Finding> findings = findings(issuer.settings());

            assertEquals(3, findings.size(), findings::toString);
            assertTrue(findings.get(2).line("keys").startsWith("ok keys: the issuer publishes ["), findings::toString);
        }
    }

    @Test
    void fileWithoutAKeyOfTheIssuerFails() throws Exception {
        Path file = Files.writeString(directory.resolve("issuer.pem"), "no key");

        List<Finding> findings = findings(Map.of(
                "SESSION_PUBLIC_KEY", file.toString(),
                "SESSION_ISSUER", ForeignIssuer.ISSUER,
                "SESSION_AUDIENCE", ForeignIssuer.AUDIENCE));

        assertEquals(
                List.of(false, false, true),
                findings.stream().map(Finding::isFailure).toList());
    }

    private void keyRing() throws Exception {
        new KeyFiles(directory)
                .pem("2026-11", KeyFiles.ec(Curve.P_256).toPrivateKey())
                .signing("2026-11");
    }

    private List<Finding> findings(Map<String, String> settings) {
        Map<String, String> values =
                new HashMap<>(Map.of("JWT_SECRET_KEY", "s".repeat(32), "POSTGRES_PASSWORD", "password"));
        values.putAll(settings);
        Findings findings = new Findings();
        new KeysCheck(vertx, ServiceConfig.from(values))
                .run(findings)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return findings.list();
    }
}
