package org.downloadtoken.it.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Tests known attacks on JWT libraries (RFC 8725) with a key ring of an RSA, an EC and an HMAC key. */
class KeyAttacksIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final RSAKey RSA = KeyFiles.rsa(2048);
    private static final ECKey EC = KeyFiles.ec(Curve.P_256);
    private static final byte[] SECRET = "the secret of the ring's third key, 32 bytes at least".getBytes(UTF_8);

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init") // start() sets the fields
    private static DownloadTokenService service;

    @SuppressWarnings("NullAway.Init")
    private static ApiClient client;

    @BeforeAll
    static void start() {
        new KeyFiles(directory)
                .jwk("rsa", RSA)
                .jwk("ec", EC)
                .file(
                        "hmac.jwk",
                        new JsonObject()
                                .put("kty", "oct")
                                .put("k", encode(SECRET))
                                .encode())
                .signing("rsa");
        service = RunningService.start(
                Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString(), "SIGNING_KEYS_DIR", directory.toString()));
        client = new ApiClient(service.port());
    }

    @AfterAll
    static void stop() {
        RunningService.stop(service);
    }

    @Test
    void eachKeyVerifiesItsTokens() throws Exception {
        assertEquals(200, status(rsa(header("RS256", "rsa"), claims())));
        assertEquals(200, status(ec(header("ES256", "ec"), claims())));
        assertEquals(200, status(hmac(header("HS256", "hmac"), claims(), SECRET)));
    }

    static Stream<Arguments> attacks() throws Exception {
        byte[] publicPem = ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(RSA.toRSAPublicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(UTF_8);
        byte[] spki = RSA.toRSAPublicKey().getEncoded();
        RSAKey foreign = KeyFiles.rsa(2048);
        String ec = ec(header("ES256", "ec"), claims());
        String signed = ec.substring(0, ec.lastIndexOf('.'));
        byte[] raw = Base64.getUrlDecoder().decode(ec.substring(ec.lastIndexOf('.') + 1));
        String rsa = rsa(header("RS256", "rsa"), claims());
        return Stream.of(
                arguments("RS256 to HS256, the PEM as secret", hmac(header("HS256", "rsa"), claims(), publicPem)),
                arguments("RS256 to HS256, the DER as secret", hmac(header("HS256", "rsa"), claims(), spki)),
                arguments(
                        "RS256 to HS256, the modulus as secret",
                        hmac(header("HS256", "rsa"), claims(), RSA.getModulus().decode())),
                arguments("the secret under another kid", hmac(header("HS256", "ec"), claims(), SECRET)),
                arguments(
                        "the shared secret, without kid",
                        hmac(header("HS256"), claims(), RunningService.SECRET.getBytes(UTF_8))),
                arguments(
                        "the shared secret, with a kid",
                        hmac(header("HS256", "hmac"), claims(), RunningService.SECRET.getBytes(UTF_8))),
                arguments("without kid", rsa(header("RS256"), claims())),
                arguments("an unknown kid", rsa(header("RS256", "rsa2"), claims())),
                arguments("a kid of another key", rsa(header("RS256", "ec"), claims())),
                arguments("a kid in another case", rsa(header("RS256", "RSA"), claims())),
                arguments("a kid that is a path", rsa(header("RS256", "../keys/rsa"), claims())),
                arguments("a kid that is a file", rsa(header("RS256", "rsa.jwk"), claims())),
                arguments("a kid that is /dev/null", hmac(header("HS256", "/dev/null"), claims(), new byte[1])),
                arguments("a kid that is SQL", rsa(header("RS256", "x' UNION SELECT 'a"), claims())),
                arguments("a kid that is a command", rsa(header("RS256", "$(id)"), claims())),
                arguments("a kid that is empty", rsa(header("RS256", ""), claims())),
                arguments(
                        "a kid that is no string",
                        rsa(header("RS256").put("kid", new JsonArray().add("rsa")), claims())),
                arguments("a kid that is null", rsa(header("RS256").putNull("kid"), claims())),
                arguments("an embedded jwk", embedded(header("RS256", "rsa"), foreign)),
                arguments("an embedded jwk without kid", embedded(header("RS256"), foreign)),
                arguments(
                        "a jku",
                        sign(
                                header("RS256", "rsa").put("jku", "http://127.0.0.1:1/jwks.json"),
                                claims(),
                                foreign.toPrivateKey(),
                                "SHA256withRSA")),
                arguments(
                        "an x5u",
                        sign(
                                header("RS256", "rsa").put("x5u", "http://127.0.0.1:1/a.pem"),
                                claims(),
                                foreign.toPrivateKey(),
                                "SHA256withRSA")),
                arguments(
                        "an x5c",
                        sign(
                                header("RS256", "rsa").put("x5c", new JsonArray().add("AAAA")),
                                claims(),
                                foreign.toPrivateKey(),
                                "SHA256withRSA")),
                arguments("r = s = 0", signed + "." + encode(new byte[64])),
                arguments("r = s = n", signed + "." + encode(orders())),
                arguments("a DER signature", signed + "." + encode(ECDSA.transcodeSignatureToDER(raw))),
                arguments("a short signature", signed + "." + encode(Arrays.copyOf(raw, 63))),
                arguments("a long signature", signed + "." + encode(Arrays.copyOf(raw, 65))),
                arguments(
                        "a short RSA signature", rsa.substring(0, rsa.lastIndexOf('.')) + "." + encode(new byte[255])),
                arguments("RS384", sign(header("RS384", "rsa"), claims(), RSA.toPrivateKey(), "SHA384withRSA")),
                arguments(
                        "PS256 as RS256", sign(header("PS256", "rsa"), claims(), RSA.toPrivateKey(), "SHA256withRSA")),
                arguments(
                        "alg none",
                        encode(header("none", "rsa").encode().getBytes(UTF_8)) + "." + encode(claims().getBytes(UTF_8))
                                + "." + encode(new byte[32])),
                arguments("alg in another case", rsa(header("rs256", "rsa"), claims())),
                arguments("alg missing", rsa(new JsonObject().put("kid", "rsa"), claims())),
                arguments("alg twice", signRaw("{\"alg\":\"HS256\",\"alg\":\"RS256\",\"kid\":\"rsa\"}", claims())),
                arguments("kid twice", signRaw("{\"alg\":\"RS256\",\"kid\":\"x\",\"kid\":\"rsa\"}", claims())),
                arguments("exp twice", rsa(header("RS256", "rsa"), claims().replaceFirst("\\{", "{\"exp\":1,"))),
                arguments(
                        "scope twice",
                        rsa(header("RS256", "rsa"), claims().replaceFirst("\\{", "{\"scope\":\"dataset:x\","))),
                arguments("more behind the claims", rsa(header("RS256", "rsa"), claims() + "{}")),
                arguments("claims that are a list", rsa(header("RS256", "rsa"), "[" + claims() + "]")),
                arguments("claims that are null", rsa(header("RS256", "rsa"), "null")),
                arguments("crit", rsa(header("RS256", "rsa").put("crit", new JsonArray().add("exp")), claims())),
                arguments("an empty crit", rsa(header("RS256", "rsa").put("crit", new JsonArray()), claims())),
                arguments(
                        "b64 false",
                        rsa(
                                header("RS256", "rsa")
                                        .put("crit", new JsonArray().add("b64"))
                                        .put("b64", false),
                                claims())),
                arguments("typ of a session", rsa(header("RS256", "rsa"), claims().replace("download", "access"))),
                arguments(
                        "a giant",
                        rsa(
                                header("RS256", "rsa"),
                                claims().replaceFirst("\\{", "{\"fill\":\"" + "x".repeat(4_000) + "\","))),
                arguments(
                        "deeply nested",
                        rsa(
                                header("RS256", "rsa"),
                                claims().replaceFirst(
                                                "\\{", "{\"a\":" + "[".repeat(1_200) + "]".repeat(1_200) + ","))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void attackIsRefused(String name, String token) {
        assertEquals(401, status(token), name);
        assertEquals(
                401,
                client.request(
                                "GET",
                                "/api/auth/verify",
                                "X-Original-URI",
                                ApiClient.download(PUBLIC) + "?token=" + token)
                        .status(),
                name);
    }

    @Test
    void sessionSignedByADownloadKeyIsRefused() throws Exception {
        String session = new JsonObject()
                .put("sub", DemoUser.OWNER.id().toString())
                .put("exp", Instant.now().getEpochSecond() + 60)
                .encode();

        assertEquals(
                401, client.mintAs(rsa(header("RS256", "rsa"), session), PUBLIC).status());
        assertEquals(
                401,
                client.mintAs(hmac(header("HS256", "hmac"), session, SECRET), PUBLIC)
                        .status());
    }

    @Test
    void noPrivateKeyIsPublishedOrPrinted() throws IOException {
        Logger own = (Logger) LoggerFactory.getLogger("org.downloadtoken");
        own.setLevel(Level.DEBUG);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            client.token(PUBLIC);
            DownloadTokenService again = RunningService.start(Map.of("SIGNING_KEYS_DIR", directory.toString()));
            RunningService.stop(again);
        } finally {
            System.setOut(out);
            own.setLevel(null);
        }
        assertTrue(printed.toString(UTF_8).contains("signs with rsa (RS256)"), "the log was seen");
        String outputs = printed.toString(UTF_8)
                + client.request("GET", "/api/.well-known/jwks.json").body()
                + new PlainClient(service.managementPort())
                        .request("GET", "/metrics")
                        .body();

        for (Base64URL secret : new Base64URL[] {
            RSA.getPrivateExponent(),
            RSA.getFirstPrimeFactor(),
            RSA.getSecondPrimeFactor(),
            EC.getD(),
            Base64URL.encode(SECRET)
        }) {
            assertFalse(outputs.contains(secret.toString()));
            assertFalse(outputs.contains(secret.toString().substring(0, 16)));
        }
    }

    private static int status(String token) {
        return client.download(PUBLIC, token).status();
    }

    private static JsonObject header(String algorithm) {
        return new JsonObject().put("typ", "JWT").put("alg", algorithm);
    }

    private static JsonObject header(String algorithm, String kid) {
        return header(algorithm).put("kid", kid);
    }

    private static String claims() {
        long now = Instant.now().getEpochSecond();
        return new JsonObject()
                .put("typ", "download")
                .put("scope", "dataset:" + PUBLIC)
                .put("iat", now)
                .put("exp", now + 120)
                .encode();
    }

    /** Signed with a key that the header brings along. */
    private static String embedded(JsonObject header, RSAKey key) throws JOSEException, GeneralSecurityException {
        JsonObject withKey = header.put("jwk", new JsonObject(key.toPublicJWK().toJSONString()));
        return sign(withKey, claims(), key.toPrivateKey(), "SHA256withRSA");
    }

    private static String rsa(JsonObject header, String claims) throws JOSEException, GeneralSecurityException {
        return sign(header, claims, RSA.toPrivateKey(), "SHA256withRSA");
    }

    private static String signRaw(String header, String claims) throws JOSEException, GeneralSecurityException {
        String input = encode(header.getBytes(UTF_8)) + "." + encode(claims.getBytes(UTF_8));
        return input + "." + encode(signature(input, RSA.toPrivateKey(), "SHA256withRSA"));
    }

    private static String ec(JsonObject header, String claims) throws JOSEException, GeneralSecurityException {
        String input = input(header, claims);
        byte[] der = signature(input, EC.toPrivateKey(), "SHA256withECDSA");
        return input + "." + encode(ECDSA.transcodeSignatureToConcat(der, 64));
    }

    private static String hmac(JsonObject header, String claims, byte[] secret) throws GeneralSecurityException {
        Key key = new SecretKeySpec(secret, "HmacSHA256");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        String input = input(header, claims);
        return input + "." + encode(mac.doFinal(input.getBytes(UTF_8)));
    }

    private static String sign(JsonObject header, String claims, PrivateKey key, String algorithm)
            throws GeneralSecurityException {
        String input = input(header, claims);
        return input + "." + encode(signature(input, key, algorithm));
    }

    private static byte[] signature(String input, PrivateKey key, String algorithm) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(input.getBytes(UTF_8));
        return signature.sign();
    }

    private static String input(JsonObject header, String claims) {
        return encode(header.encode().getBytes(UTF_8)) + "." + encode(claims.getBytes(UTF_8));
    }

    /** The order of P-256 as both r and s. */
    private static byte[] orders() {
        byte[] order = Curve.P_256.toECParameterSpec().getOrder().toByteArray();
        byte[] both = new byte[64];
        System.arraycopy(order, 1, both, 0, 32);
        System.arraycopy(order, 1, both, 32, 32);
        return both;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
