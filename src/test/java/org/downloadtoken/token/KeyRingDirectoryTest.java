package org.downloadtoken.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.testing.KeyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads directories of keys, and tests the message for each directory that is refused. */
class KeyRingDirectoryTest {
    @TempDir
    Path directory;

    static Stream<Arguments> refused() throws JOSEException {
        String good = KeyFiles.ec(Curve.P_256).toJSONString();
        String pem = KeyFiles.pem(KeyFiles.ec(Curve.P_256).toPrivateKey());
        ECKey mismatched = new ECKey.Builder(KeyFiles.ec(Curve.P_256))
                .d(KeyFiles.ec(Curve.P_256).getD())
                .build();
        return Stream.of(
                arguments("no key at all", Map.of("signing", "a"), "must name one of the keys []"),
                arguments("no signing file", Map.of("a.jwk", good), "has no file signing"),
                arguments(
                        "an unknown signing key",
                        Map.of("a.jwk", good, "signing", "b"),
                        "must name one of the keys [a]"),
                arguments(
                        "an empty signing file", Map.of("a.jwk", good, "signing", ""), "must name one of the keys [a]"),
                arguments(
                        "two keys of one id",
                        Map.of("a.jwk", good, "a.pem", pem, "signing", "a"),
                        "two keys of the id a"),
                arguments(
                        "a short key",
                        jwk(KeyFiles.rsa(1024).toJSONString()),
                        "a.jwk: n of an RSA key must have at least 2048 bits"),
                arguments(
                        "a public key",
                        jwk(KeyFiles.ec(Curve.P_256).toPublicJWK().toJSONString()),
                        "a.jwk: a key of type EC needs d"),
                arguments(
                        "a public key of another private key",
                        jwk(mismatched.toJSONString()),
                        "a.jwk: its public key does not fit"),
                arguments(
                        "a member twice",
                        jwk(good.replaceFirst("\\{", "{\"kty\":\"EC\",")),
                        "a.jwk: not a key that can be read"),
                arguments("a JWK in a PEM file", Map.of("a.pem", good, "signing", "a"), "a.pem: no PEM block"),
                arguments("a PEM in a JWK file", jwk(pem), "a.jwk: not a key that can be read"),
                arguments(
                        "a bad key beside the good one",
                        Map.of("a.jwk", good, "b.pem", "", "signing", "a"),
                        "b.pem: no PEM block"),
                arguments("a large file", jwk(" ".repeat(70_000) + good), "a.jwk has more than 65536 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String name, Map<String, String> files, String reason) throws IOException {
        write(files);

        String message = String.valueOf(
                assertThrows(UnusableKeyException.class, this::keyRing).getMessage());

        assertTrue(message.contains(reason), message);
        assertFalse(message.contains("\n"), message);
        for (String content : files.values()) {
            assertFalse(content.length() > 40 && message.contains(content.substring(10, 40)), "nothing is quoted");
        }
    }

    @Test
    void aKeyRingOfEveryKeyTypePublishesAndPrintsNothingPrivate() throws Exception {
        RSAKey rsa = KeyFiles.rsa(2048);
        write(Map.of(
                "rsa.pem", KeyFiles.pem(KeyFiles.rsa(2048).toPrivateKey()),
                "rsa-2.jwk", rsa.toJSONString(),
                "ec.pem", KeyFiles.pem(KeyFiles.ec(Curve.P_256).toPrivateKey()),
                "ec-2.jwk", KeyFiles.ec(Curve.P_256).toJSONString(),
                "ed.pem", KeyFiles.pem(KeyFiles.ed25519()),
                "hmac.jwk", KeyFiles.secret(256).toJSONString(),
                "signing", "ec\n",
                "README", "ignored",
                "..data", "ignored"));

        KeyRing keyRing = keyRing();

        assertEquals("ec", keyRing.signing().kid().orElseThrow());
        assertEquals(6, keyRing.verification().entries().size());
        assertEquals(5, keyRing.jwks().toJsonObject().getJsonArray("keys").size());
        for (String member : new String[] {"d", "p", "q", "dp", "dq", "qi", "k"}) {
            assertFalse(keyRing.jwks().toString().contains('"' + member + '"'), member);
        }
        String printed = keyRing
                + keyRing.signing().toString()
                + keyRing.verification()
                + keyRing.verification().entries();
        assertFalse(printed.contains(String.valueOf(keyRing.signing().jwk().getString("d"))), printed);
        assertFalse(printed.contains(rsa.getPrivateExponent().toString()), printed);
    }

    @Test
    void byteOrderMarkIsNotAPartOfAFile() throws Exception {
        write(Map.of(
                "a.jwk", "\uFEFF" + KeyFiles.ec(Curve.P_256).toJSONString(),
                "b.pem", "\uFEFF" + KeyFiles.pem(KeyFiles.ec(Curve.P_256).toPrivateKey()),
                "signing", "\uFEFFa\r\n"));

        assertEquals("a", keyRing().signing().kid().orElseThrow());
        assertEquals(2, keyRing().verification().entries().size());
    }

    @Test
    void entriesWhoseNamesDoNotFitAreNotUsed() throws Exception {
        write(Map.of(
                "a.jwk", "", "signing", "", "2027.PEM", "", "my key.pem", "", "signing.txt", "", ".hidden.txt", ""));
        Files.createDirectory(directory.resolve("directory.pem"));
        Files.createDirectory(directory.resolve("..data"));
        Files.createDirectory(directory.resolve("lost+found"));

        assertEquals(
                List.of("2027.PEM", "directory.pem", "my key.pem", "signing.txt"),
                new KeyRingDirectory(directory).unused());
    }

    private KeyRing keyRing() {
        KeyRingDirectory keys = new KeyRingDirectory(directory);
        return keys.ring(keys.contents());
    }

    private void write(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
    }

    private static Map<String, String> jwk(String json) {
        return Map.of("a.jwk", json, "signing", "a");
    }
}
