package org.downloadtoken.it.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.jose.provider.SignatureProvider;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.JarProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the jar like an operator, with and without the jar of the provider beside it. */
class SignatureProviderIT {
    private static final String LIBRARY = "com/amazon/corretto/crypto/provider/libamazonCorrettoCryptoProvider.so";

    @TempDir
    Path directory;

    private ECKey key;
    private Path jar;
    private Path provider;

    @BeforeEach
    void copyTheJar() throws Exception {
        key = KeyFiles.ec(Curve.P_256);
        new KeyFiles(Files.createDirectory(directory.resolve("keys")))
                .pem("2026-11", key.toPrivateKey())
                .signing("2026-11");
        jar = directory.resolve("download-token-service.jar");
        Files.copy(Path.of(System.getProperty("service.jar")), jar);
        provider = directory.resolve("AmazonCorrettoCryptoProvider.jar");
    }

    @Test
    void withoutTheProviderTheJdkSigns() throws Exception {
        String output = mintAndVerify("the JDK");

        assertFalse(output.contains("Corretto"), output);
    }

    @Test
    void providerBesideTheJarSigns() throws Exception {
        assumeTrue(SignatureProvider.current().problem().isEmpty(), "its library is for another platform");
        copyTheProvider();
        String output = mintAndVerify(
                "Amazon Corretto Crypto Provider " + AmazonCorrettoCryptoProvider.INSTANCE.getVersionStr());

        assertFalse(output.contains("WARN"), output); // of the service, or of the JVM about native access
    }

    @Test
    void withoutTheNativeLibraryTheJdkSignsAndTheLogSaysWhy() throws Exception {
        copyTheProvider();
        try (FileSystem contents = FileSystems.newFileSystem(provider)) {
            Files.delete(contents.getPath(LIBRARY));
        }

        assertWarning("");
    }

    @Test
    void truncatedJarIsReported() throws Exception {
        copyTheProvider();
        Files.write(provider, Arrays.copyOf(Files.readAllBytes(provider), 3_000_000));

        assertWarning("AmazonCorrettoCryptoProvider.jar cannot be read");
    }

    private void assertWarning(String cause) throws Exception {
        String output = mintAndVerify("the JDK");
        String warning = "Amazon Corretto Crypto Provider cannot be used, so the JDK signs and verifies: " + cause;

        assertEquals(1, output.lines().filter(line -> line.contains(warning)).count(), output);
    }

    private void copyTheProvider() throws Exception {
        URI installed = AmazonCorrettoCryptoProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        Files.copy(Path.of(installed), provider);
    }

    /** Returns the log. */
    private String mintAndVerify(String name) throws Exception {
        int port = Daemon.freePort();
        Map<String, String> environment = RunningService.environment(Map.of(
                "HTTP_PORT", String.valueOf(port),
                "MANAGEMENT_PORT", String.valueOf(Daemon.freePort()),
                "SIGNING_KEYS_DIR", directory.resolve("keys").toString()));
        try (JarProcess process = JarProcess.start(jar, directory, environment)) {
            process.await(", signatures by " + name);
            ApiClient client = new ApiClient(port);
            String token = client.token(DemoDataset.PUBLIC.id());

            assertTrue(SignedJWT.parse(token).verify(new ECDSAVerifier(key)));
            return process.output();
        }
    }
}
