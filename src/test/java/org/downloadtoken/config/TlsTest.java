package org.downloadtoken.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    Path directory;

    @Test
    void tlsIsOffByDefault() {
        assertEquals(Optional.empty(), Tls.from(Map.of()).files());
    }

    @Test
    void directoryIsRejected() {
        ConfigErrors.assertRejected(Tls::from, Tls.CERT_FILE, directory.toString(), "a PEM file that can be read");
        ConfigErrors.assertRejected(Tls::from, Tls.KEY_FILE, directory + "/no", "a PEM file that can be read");
    }

    @Test
    void managementPortNeedsACertificate() {
        assertEquals(
                "MANAGEMENT_TLS is on, but TLS_CERT_FILE and TLS_KEY_FILE are not set",
                ConfigErrors.message(() -> Tls.from(Map.of("MANAGEMENT_TLS", "on"))));
    }

    @Test
    void certificateAndKeyAreSetTogether() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertEquals(
                "TLS_CERT_FILE and TLS_KEY_FILE must be set together, but TLS_KEY_FILE is not set",
                ConfigErrors.message(() -> Tls.from(Map.of("TLS_CERT_FILE", file.toString()))));
        assertEquals(
                "TLS_CERT_FILE and TLS_KEY_FILE must be set together, but TLS_CERT_FILE is not set",
                ConfigErrors.message(() -> Tls.from(Map.of("TLS_KEY_FILE", file.toString()))));
        assertEquals(
                Optional.of(new Tls.PemFiles(file, file)),
                Tls.from(Map.of("TLS_CERT_FILE", file.toString(), "TLS_KEY_FILE", file.toString()))
                        .files());
    }
}
