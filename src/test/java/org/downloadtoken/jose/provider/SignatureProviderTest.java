package org.downloadtoken.jose.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWS;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.downloadtoken.jose.pem.PemParser;
import org.downloadtoken.testing.KeyFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares signatures of the faster provider with those of the JDK and of Nimbus. */
class SignatureProviderTest {
    private static final String NAME = "DownloadTokenSignatures";
    private static final byte[] INPUT = "header.claims".getBytes(US_ASCII);

    private enum Key {
        ES256,
        EDDSA,
        RS256;

        JWK jwk() {
            return new JWK(
                    switch (this) {
                        case ES256 -> json(KeyFiles.ec(Curve.P_256));
                        case EDDSA ->
                            PemParser.privateKey(KeyFiles.pem(KeyFiles.ed25519()))
                                    .put("alg", "EdDSA");
                        case RS256 -> json(KeyFiles.rsa(2048)).put("alg", "RS256");
                    });
        }
    }

    @BeforeEach
    void onlyWhereTheLibraryLoads() {
        assumeTrue(System.getProperty("os.name").equals("Linux"));
        assumeTrue(System.getProperty("os.arch").equals("amd64"));
        assertEquals(Optional.empty(), SignatureProvider.current().problem());
        assertTrue(SignatureProvider.current().name().startsWith("Amazon Corretto Crypto Provider 2."));
    }

    @ParameterizedTest
    @CsvSource({"ES256,SHA256withECDSA,SunEC", "EDDSA,EdDSA,SunEC", "RS256,SHA256withRSA,SunRsaSign"})
    void theJdkVerifiesAndIsVerified(Key key, String algorithm, String jdk) throws GeneralSecurityException {
        JWK jwk = key.jwk();
        Signature faster = Signature.getInstance(algorithm);
        Signature slower = Signature.getInstance(algorithm, jdk);

        assertTrue(verifies(jwk, slower, signature(jwk, faster)));
        assertTrue(verifies(jwk, faster, signature(jwk, slower)));
        assertEquals(NAME, faster.getProvider().getName());
    }

    @ParameterizedTest
    @EnumSource
    void classesOfVertxSignAndVerify(Key key) {
        JWS jws = new JWS(key.jwk());
        byte[] signature = jws.sign(INPUT);

        assertTrue(jws.verify(signature, INPUT));
        assertFalse(jws.verify(signature, "header.others".getBytes(US_ASCII)));
        assertTrue(jws.verify(signature, INPUT), "a rejected signature leaves nothing behind");
    }

    @Test
    void nimbusVerifiesAndIsVerified() throws JOSEException {
        ECKey key = KeyFiles.ec(Curve.P_256);
        JWSHeader header = new JWSHeader(JWSAlgorithm.ES256);
        JWS jws = new JWS(new JWK(json(key)));

        assertTrue(new ECDSAVerifier(key).verify(header, INPUT, Base64URL.encode(jws.sign(INPUT))));
        assertTrue(jws.verify(new ECDSASigner(key).sign(header, INPUT).decode(), INPUT));
    }

    @Test
    void providerMakesNothingButTheseSignatures() {
        Provider installed = Security.getProvider(NAME);

        assertEquals(
                SignatureOnlyProvider.ALGORITHMS,
                installed.getServices().stream()
                        .map(Provider.Service::getAlgorithm)
                        .collect(Collectors.toSet()));
        assertEquals(
                Set.of("Signature"),
                installed.getServices().stream().map(Provider.Service::getType).collect(Collectors.toSet()));
        assertTrue(Stream.of(Security.getProviders())
                .noneMatch(provider -> provider.getName().contains("Corretto")));
        assertEquals("SUN", new SecureRandom().getProvider().getName());
    }

    @Test
    void jdkSignsWithAKeyThatTheProviderRejects() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        Security.removeProvider(NAME);
        try {
            Security.insertProviderAt(new SignatureOnlyProvider(new RejectingProvider()), 1);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(generator.generateKeyPair().getPrivate());

            assertEquals("SunEC", signature.getProvider().getName());
        } finally {
            Security.removeProvider(NAME);
            SignatureProvider.install(() -> Corretto.load(), CorrettoJar.ofProcess());
        }
    }

    /** A provider that supports no key. */
    private static final class RejectingProvider extends Provider {
        private static final long serialVersionUID = 1L;

        RejectingProvider() {
            super("Rejecting", "1", "");
            SignatureOnlyProvider.ALGORITHMS.forEach(algorithm ->
                    putService(new Service(this, "Signature", algorithm, Signature.class.getName(), null, null) {
                        @Override
                        public boolean supportsParameter(Object key) {
                            return false;
                        }
                    }));
        }
    }

    private static byte[] signature(JWK jwk, Signature signature) throws GeneralSecurityException {
        signature.initSign(jwk.privateKey());
        signature.update(INPUT);
        return signature.sign();
    }

    private static boolean verifies(JWK jwk, Signature signature, byte[] made) throws GeneralSecurityException {
        signature.initVerify(jwk.publicKey());
        signature.update(INPUT);
        return signature.verify(made);
    }

    private static JsonObject json(com.nimbusds.jose.jwk.JWK key) {
        return new JsonObject(key.toJSONString());
    }
}
