package org.downloadtoken.it.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.JarProcess;
import org.downloadtoken.testing.program.Script;
import org.downloadtoken.testing.program.Tool;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts and checks the jar with good and bad certificates. */
class TlsStartIT {
    @TempDir
    Path directory;

    @Test
    void startMessageSaysHttpsAndNothingIsLoggedOfBadClients() throws Exception {
        Tool.OPENSSL.require();
        Map<String, String> settings = TestCertificate.named("good").in(directory);
        try (JarProcess process = JarProcess.start(directory, RunningService.environment(settings))) {
            String output = process.await("started: mint at");
            assertTrue(output.contains("started: mint at https://127.0.0.1:"), output);
            int port = Integer.parseInt(output.replaceAll("(?s).*https://127.0.0.1:(\\d+)/.*", "$1"));

            for (String client : List.of("GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001\u0000\u0005hello", "")) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    OutputStream out = socket.getOutputStream();
                    out.write(client.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
            Script renegotiation = Script.sh(
                    directory,
                    "(sleep 1; echo R; sleep 1; echo R; sleep 1) | openssl s_client -tls1_2 -CAfile tls.crt -connect 127.0.0.1:"
                            + port + " || true");

            assertTrue(renegotiation.output().contains("alert handshake failure"), renegotiation::output);
            assertEquals(output, process.output());
        }
    }

    /** Otherwise the first client would wait until they are loaded. */
    @Test
    void classesOfHttp2AreLoadedBeforeTheStartIsComplete() throws Exception {
        Map<String, String> settings =
                new HashMap<>(TestCertificate.named("good").in(directory));
        settings.put("JAVA_TOOL_OPTIONS", "-Xlog:class+load");
        try (JarProcess process = JarProcess.start(directory, RunningService.environment(settings))) {
            String output = process.await("started: mint at");

            assertTrue(output.contains("io.vertx.core.http.impl.Http2ServerResponse "), output);
        }
    }

    @Test
    void addressOfIpv6IsInBrackets() throws Exception {
        Map<String, String> settings =
                new HashMap<>(TestCertificate.named("good").in(directory));
        settings.put("HTTP_HOST", "::1");
        settings.put("MANAGEMENT_HOST", "::1");
        try (JarProcess process = JarProcess.start(directory, RunningService.environment(settings))) {
            String output = process.await("started: mint at");

            assertTrue(output.contains("mint at https://[::1]:"), output);
            assertTrue(output.contains("management at http://[::1]:"), output);
            assertFalse(output.contains("The first request"), output);
        }
    }

    @Test
    void keyOfAnotherCertificateEndsTheStartInOneLine() throws Exception {
        Map<String, String> settings = TestCertificate.named("good").in(directory);
        String key = TestCertificate.named("other").keyPem();
        Files.writeString(directory.resolve("tls.key"), key);

        assertRefused(settings, "tls.key: the key does not belong to the certificate");
    }

    @Test
    void expiredCertificateEndsTheStartInOneLine() {
        TestCertificate old = TestCertificate.expiring("old", Instant.parse("2026-01-01T00:00:00Z"));

        assertRefused(old.in(directory), "tls.crt: the certificate of CN=old has expired at 2026-01-01T00:00:00Z");
    }

    @Test
    void missingFileEndsTheStartInOneLine() throws Exception {
        Map<String, String> settings = TestCertificate.named("good").in(directory);
        Files.delete(directory.resolve("tls.key"));

        assertRefused(settings, "TLS_KEY_FILE must be a PEM file that can be read");
    }

    @Test
    void checkVerifiesTheCertificate() throws Exception {
        assertFinding(0, TestCertificate.named("good"), "ok tls: the certificate of CN=good, valid until ");
        assertFinding(
                0,
                TestCertificate.named("soon", Duration.ofDays(13)),
                "warn tls: the certificate expires in less than 14 days: CN=soon, valid until ");
        assertFinding(
                1,
                TestCertificate.expiring("old", Instant.parse("2026-01-01T00:00:00Z")),
                "tls.crt: the certificate of CN=old has expired at 2026-01-01T00:00:00Z");
    }

    private void assertFinding(int exit, TestCertificate certificate, String finding) {
        Map<String, String> environment = RunningService.environment(certificate.in(directory));
        try (JarProcess process = JarProcess.start(directory, environment, "check")) {
            assertEquals(exit, process.exitCode(), process::output);
            assertTrue(process.output().contains(finding), process::output);
        }
    }

    private void assertRefused(Map<String, String> settings, String message) {
        try (JarProcess process = JarProcess.start(directory, RunningService.environment(settings))) {
            assertEquals(1, process.exitCode(), process::output);
            assertEquals(1, process.lines().size(), process::output);
            assertTrue(process.output().contains(message), process::output);
            assertFalse(process.output().contains("BEGIN"), process::output);
        }
    }
}
