package org.downloadtoken.it.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Script;
import org.downloadtoken.testing.program.Tool;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mints, downloads and handshakes at an instance with a certificate. */
class HttpsIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final TestCertificate CERTIFICATE = TestCertificate.withKey("RSA", 2048);

    @TempDir
    static Path directory;

    @RegisterExtension
    static final RunningService SERVICE = RunningService.withTls(
            CERTIFICATE, Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    private static ApiClient client;

    @BeforeAll
    static void writeCertificate() {
        CERTIFICATE.in(directory); // for curl and openssl
        client = SERVICE.client();
    }

    @Test
    void tokenIsMintedAndOpensTheFile() {
        String token = client.token(PUBLIC);

        ApiResponse whole = client.download(PUBLIC, token);
        assertEquals(200, whole.status());
        ApiResponse range = client.download(PUBLIC, token, "Range", "bytes=10000-200000");
        assertEquals(206, range.status());
        assertEquals(whole.body().substring(10_000, 200_001), range.body());
        ApiResponse end = client.download(PUBLIC, token, "Range", "bytes=-5");
        assertTrue(whole.body().endsWith(end.body()));
    }

    @Test
    void pagesAreServed() {
        String module = client.request("GET", "/client/download-token.js").body();

        assertTrue(module.contains("export"), module);
    }

    @Test
    void curlDownloadsTheSameBytesAsJava() throws Exception {
        Tool.CURL.require();
        String token = client.token(PUBLIC);
        Script.sh(
                        directory,
                        "curl -sS --fail --http1.1 --cacert tls.crt -o file.tif 'https://127.0.0.1:" + SERVICE.port()
                                + ApiClient.download(PUBLIC) + "?token=" + token + "'")
                .requireSuccess();

        assertEquals(
                client.download(PUBLIC, token).body(),
                Files.readString(directory.resolve("file.tif"), StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-tls1_3 -ciphersuites TLS_AES_256_GCM_SHA384",
                "-tls1_3 -ciphersuites TLS_AES_128_GCM_SHA256",
                "-tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256",
                "-tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384",
                "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256",
                "-tls1_2 -cipher ECDHE-RSA-CHACHA20-POLY1305",
                "-tls1_2 -alpn http/1.1"
            })
    void handshakeSucceeds(String options) {
        Script handshake = handshake(options);

        handshake.requireSuccess();
        assertTrue(handshake.output().contains("Verify return code: 0 (ok)"), handshake::output);
        assertFalse(handshake.output().contains("ALPN protocol: h2"), handshake::output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2 -alpn h2", "-tls1_3 -alpn http/1.1,h2"})
    void handshakeSelectsHttp2(String options) {
        Script handshake = handshake(options);

        assertTrue(handshake.output().contains("ALPN protocol: h2"), handshake::output);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-tls1_1 -cipher DEFAULT@SECLEVEL=0",
                "-tls1 -cipher DEFAULT@SECLEVEL=0",
                "-tls1_2 -cipher AES128-GCM-SHA256",
                "-tls1_2 -cipher ECDHE-RSA-AES128-SHA256",
                "-tls1_2 -cipher ECDHE-RSA-AES256-SHA",
                "-tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256",
                "-tls1_3 -alpn foo" // RFC 7301, section 3.2
            })
    void handshakeIsRefused(String options) {
        Script handshake = handshake(options);

        assertEquals(1, handshake.exit(), handshake::output);
        assertTrue(handshake.output().contains("alert"), handshake::output);
    }

    @Test
    void requestWithoutTlsIsNotAnswered() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVICE.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write("GET /api/openapi.yaml HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertFalse(answer.contains("HTTP"), answer);
        }
    }

    private static Script handshake(String options) {
        Tool.OPENSSL.require();
        return Script.sh(
                directory,
                "openssl s_client " + options + " -CAfile tls.crt -connect 127.0.0.1:" + SERVICE.port()
                        + " </dev/null");
    }
}
