package org.downloadtoken.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures one signature, and its verification, by several JCA providers. None of them is installed. */
@NullUnmarked // JMH fills the fields
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 1)
public class ProviderCost {
    private static final byte[] INPUT = new byte[330];

    /** The provider's own objects, as a service would use them that has only this provider. */
    private interface Operations {
        byte[] sign() throws GeneralSecurityException;

        boolean verify(byte[] made) throws GeneralSecurityException;
    }

    @Param({"JDK", "BouncyCastle", "Conscrypt", "Corretto"})
    public String provider;

    @Param({"HS256", "ES256", "EdDSA", "RS256"})
    public String algorithm;

    private Operations operations;
    private byte[] made;

    @Setup
    public void makeKey() throws GeneralSecurityException {
        operations = switch (algorithm) {
            case "HS256" -> mac();
            case "ES256" -> signature("SHA256withECDSA", "EC", 256);
            case "RS256" -> signature("SHA256withRSA", "RSA", 2048);
            default -> signature("EdDSA", "EdDSA", 255);
        };
        made = operations.sign();
    }

    @Benchmark
    public byte[] sign() throws GeneralSecurityException {
        return operations.sign();
    }

    @Benchmark
    public boolean verify() throws GeneralSecurityException {
        return operations.verify(made);
    }

    private Operations mac() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256", provider("Mac", "HmacSHA256"));
        mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        return new Operations() {
            @Override
            public byte[] sign() {
                return mac.doFinal(INPUT);
            }

            @Override
            public boolean verify(byte[] made) {
                return MessageDigest.isEqual(made, mac.doFinal(INPUT));
            }
        };
    }

    private Operations signature(String name, String keyType, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
        generator.initialize(bits);
        Signature signature = Signature.getInstance(name, provider("Signature", name));
        KeyPair keys = own(generator.generateKeyPair(), keyType, signature.getProvider());
        return new Operations() {
            @Override
            public byte[] sign() throws GeneralSecurityException {
                signature.initSign(keys.getPrivate());
                signature.update(INPUT);
                return signature.sign();
            }

            @Override
            public boolean verify(byte[] made) throws GeneralSecurityException {
                signature.initVerify(keys.getPublic());
                signature.update(INPUT);
                return signature.verify(made);
            }
        };
    }

    /** The keys in the provider's own classes: some providers convert another one's key at each use. */
    private static KeyPair own(KeyPair keys, String keyType, Provider chosen) throws GeneralSecurityException {
        try {
            KeyFactory factory = KeyFactory.getInstance(keyType, chosen);
            return new KeyPair(
                    factory.generatePublic(
                            new X509EncodedKeySpec(keys.getPublic().getEncoded())),
                    factory.generatePrivate(
                            new PKCS8EncodedKeySpec(keys.getPrivate().getEncoded())));
        } catch (NoSuchAlgorithmException e) {
            return keys; // it signs with keys of the JDK
        }
    }

    private Provider provider(String type, String name) {
        return switch (provider) {
            case "BouncyCastle" -> new BouncyCastleProvider();
            case "Conscrypt" -> Conscrypt.newProvider();
            case "Corretto" -> new AmazonCorrettoCryptoProvider();
            default -> Security.getProviders(type + "." + name)[0];
        };
    }
}
