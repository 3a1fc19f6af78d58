package org.downloadtoken.it.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests tokens of every algorithm with the published keys only, and a key ring that changes while the service runs. */
class SigningKeysIT {
    private static final String JWKS = "/api/.well-known/jwks.json";
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    @TempDir
    Path directory;

    static Stream<Arguments> keys() throws JOSEException {
        var rsa = KeyFiles.rsa(2048);
        var ec = KeyFiles.ec(Curve.P_256);
        var pair = KeyFiles.ec(Curve.P_256);
        var rsaPrivate = rsa.toPrivateKey();
        var ecPrivate = pair.toPrivateKey();
        return Stream.of(
                arguments("RS256", fill(files -> files.jwk("key-1", rsa))),
                arguments("RS256", fill(files -> files.pem("key-1", rsaPrivate))),
                arguments("ES256", fill(files -> files.jwk("key-1", ec))),
                arguments("ES256", fill(files -> files.pem("key-1", ecPrivate))),
                arguments("EdDSA", fill(files -> files.pem("key-1", KeyFiles.ed25519()))),
                arguments("HS256", fill(files -> files.jwk("key-1", KeyFiles.secret(256)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void tokenVerifiesWithThePublishedKeysOnly(String algorithm, UnaryOperator<KeyFiles> keys) throws Exception {
        keys.apply(new KeyFiles(directory)).signing("key-1");
        DownloadTokenService service = start();
        try {
            ApiClient client = new ApiClient(service.port());
            String token = client.mintAs(Tokens.session(DemoUser.OWNER), PUBLIC).token();
            SignedJWT jwt = SignedJWT.parse(token);
            JWKSet published = JWKSet.parse(client.request("GET", JWKS).body());

            assertEquals(algorithm, jwt.getHeader().getAlgorithm().getName());
            assertEquals("key-1", jwt.getHeader().getKeyID());
            assertEquals(200, client.download(PUBLIC, token).status());
            assertEquals(200, client.download(PUBLIC, client.token(PUBLIC)).status());
            if (algorithm.equals("HS256")) {
                assertTrue(published.isEmpty());
            } else {
                assertTrue(verifies(jwt, published.getKeyByKeyId("key-1")));
                verifiesInPython(service.port(), token, algorithm);
            }
        } finally {
            RunningService.stop(service);
        }
    }

    @Test
    void withoutAKeyDirectoryTheSecretSignsAndNoKeyIsPublished() throws Exception {
        DownloadTokenService service = RunningService.start(
                Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString()));
        try {
            ApiClient client = new ApiClient(service.port());
            assertEquals("{\"typ\":\"JWT\",\"alg\":\"HS256\"}", header(client.token(PUBLIC)));
            assertEquals("{\"keys\":[]}", client.request("GET", JWKS).body());
        } finally {
            RunningService.stop(service);
        }
    }

    @Test
    void emptyKeyDirectoryFailsTheStart() {
        assertThrows(UnusableKeyException.class, this::start);
    }

    @Test
    void publishedKeysAreCacheableAndHaveAnEntityTag() {
        new KeyFiles(directory).jwk("a", KeyFiles.ec(Curve.P_256)).signing("a");
        DownloadTokenService service = start();
        try {
            ApiClient client = new ApiClient(service.port());
            ApiResponse keys = client.request("GET", JWKS);
            String etag = keys.header("etag").orElseThrow();

            assertEquals(Optional.of("public, max-age=60"), keys.header("cache-control"));
            assertEquals(304, client.request("GET", JWKS, "If-None-Match", etag).status());
            assertEquals(
                    200, client.request("GET", JWKS, "If-None-Match", "\"x\"").status());
            assertFalse(keys.body().contains("\"d\""));
        } finally {
            RunningService.stop(service);
        }
    }

    @Test
    void invalidFileKeepsThePreviousKeyRingAndIsReported() throws Exception {
        KeyFiles files =
                new KeyFiles(directory).jwk("a", KeyFiles.ec(Curve.P_256)).signing("a");
        DownloadTokenService service = start();
        try {
            ApiClient client = new ApiClient(service.port());
            PlainClient management = new PlainClient(service.managementPort());
            files.file("b.pem", "nonsense");
            await(management, "key_ring_stale 1.0");

            assertEquals("a", SignedJWT.parse(client.token(PUBLIC)).getHeader().getKeyID());
            assertEquals(200, client.download(PUBLIC, client.token(PUBLIC)).status());
            assertTrue(metrics(management).contains("key_ring_reloads_total{result=\"refused\"} 1.0"));

            files.remove("b.pem");
            await(management, "key_ring_stale 0.0");
            files.jwk("c", KeyFiles.ec(Curve.P_256)).signing("c");
            await(management, "key_ring_reloads_total{result=\"changed\"} 1.0");
            assertEquals("c", SignedJWT.parse(client.token(PUBLIC)).getHeader().getKeyID());
        } finally {
            RunningService.stop(service);
        }
    }

    @Test
    void tokensOfARemovedKeyAreRefusedDespiteTheCache() {
        KeyFiles files = new KeyFiles(directory)
                .jwk("old", KeyFiles.ec(Curve.P_256))
                .jwk("new", KeyFiles.ec(Curve.P_256))
                .signing("old");
        DownloadTokenService service = start();
        try {
            ApiClient client = new ApiClient(service.port());
            PlainClient management = new PlainClient(service.managementPort());
            String token = client.token(PUBLIC);
            assertEquals(200, client.download(PUBLIC, token).status());

            files.signing("new");
            await(management, "key_ring_reloads_total{result=\"changed\"} 1.0");
            assertEquals(200, client.download(PUBLIC, token).status(), "it is retiring");
            files.remove("old.jwk");
            await(management, "key_ring_reloads_total{result=\"changed\"} 2.0");

            assertEquals(401, client.download(PUBLIC, token).status());
            assertEquals(200, client.download(PUBLIC, client.token(PUBLIC)).status());
        } finally {
            RunningService.stop(service);
        }
    }

    private DownloadTokenService start() {
        return RunningService.start(
                Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString(), "SIGNING_KEYS_DIR", directory.toString()));
    }

    private static String metrics(PlainClient management) {
        return management.request("GET", "/metrics").body();
    }

    private static void await(PlainClient management, String metric) {
        for (int attempt = 0; attempt < 200; attempt++) {
            if (metrics(management).contains(metric)) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        throw new AssertionError("no " + metric + " in\n" + metrics(management));
    }

    private static boolean verifies(SignedJWT jwt, JWK key) throws JOSEException, GeneralSecurityException {
        return switch (key.getKeyType().getValue()) {
            case "RSA" -> jwt.verify(new RSASSAVerifier(key.toRSAKey()));
            case "EC" -> jwt.verify(new ECDSAVerifier(key.toECKey()));
            default -> verifiesEd25519(jwt, key);
        };
    }

    /** Uses the JDK, since Nimbus needs another library for Ed25519. */
    private static boolean verifiesEd25519(SignedJWT jwt, JWK key) throws GeneralSecurityException {
        byte[] x = key.toOctetKeyPair().getDecodedX();
        boolean odd = (x[31] & 0x80) != 0;
        x[31] &= 0x7f;
        byte[] bigEndian = new byte[x.length];
        for (int i = 0; i < x.length; i++) {
            bigEndian[i] = x[x.length - 1 - i];
        }
        PublicKey publicKey = KeyFactory.getInstance("EdDSA")
                .generatePublic(new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian))));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(publicKey);
        signature.update(jwt.getSigningInput());
        return signature.verify(jwt.getSignature().decode());
    }

    /** Uses PyJWT, like the catalog. */
    private static void verifiesInPython(int port, String token, String algorithm) throws Exception {
        Tool.PYJWT.require();
        Process python = new ProcessBuilder(
                        "/usr/bin/python3", "-c", """
                        import jwt, sys
                        key = jwt.PyJWKClient(sys.argv[1]).get_signing_key_from_jwt(sys.argv[2])
                        print(jwt.decode(sys.argv[2], key.key, algorithms=[sys.argv[3]])["typ"])
                        """, "http://127.0.0.1:" + port + JWKS, token, algorithm)
                .redirectErrorStream(true)
                .start();
        assertEquals("download", new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    private static String header(String token) {
        byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return new JsonObject(new String(header, StandardCharsets.UTF_8)).encode();
    }

    private static UnaryOperator<KeyFiles> fill(UnaryOperator<KeyFiles> keys) {
        return keys;
    }
}
