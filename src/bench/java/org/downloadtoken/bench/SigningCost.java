package org.downloadtoken.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Subject;
import org.downloadtoken.access.policy.Content;
import org.downloadtoken.jose.ExpectedIssuerAndAudience;
import org.downloadtoken.jose.JwtVerifier;
import org.downloadtoken.jose.SignatureBudget;
import org.downloadtoken.jose.TimeClaims;
import org.downloadtoken.jose.Verification;
import org.downloadtoken.jose.VerificationKeyResolver;
import org.downloadtoken.jose.provider.SignatureProvider;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.token.DownloadTokenMinter;
import org.downloadtoken.token.KeyRing;
import org.downloadtoken.token.KeyRingDirectory;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Measures one mint for a signed-in caller, and one verification, with the provider of signatures on the class path. */
@NullUnmarked // JMH fills the fields
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 2)
public class SigningCost {
    @Param({"HS256", "ES256", "EdDSA", "RS256"})
    public String algorithm;

    private Vertx vertx;
    private DownloadTokenMinter minter;
    private JwtVerifier verifier;
    private Granted grant;
    private String token;
    private long second;

    @Setup
    public void makeKey() throws IOException, JOSEException {
        SignatureProvider.current();
        KeyFiles keys = new KeyFiles(Files.createTempDirectory("keys")).signing("a");
        switch (algorithm) {
            case "HS256" -> keys.jwk("a", KeyFiles.secret(256));
            case "ES256" -> keys.pem("a", KeyFiles.ec(Curve.P_256).toPrivateKey());
            case "RS256" -> keys.pem("a", KeyFiles.rsa(2048).toPrivateKey());
            default -> keys.pem("a", KeyFiles.ed25519());
        }
        KeyRing ring = new KeyRingDirectory(keys.directory()).ring();
        vertx = Vertx.vertx();
        minter = new DownloadTokenMinter(vertx, () -> ring, Duration.ofSeconds(120), Duration.ZERO);
        verifier = new JwtVerifier(
                new VerificationKeyResolver(() -> ring.verification()),
                ExpectedIssuerAndAudience.NO_AUDIENCE,
                4_096,
                new TimeClaims(Clock.systemUTC(), Duration.ZERO));
        grant = new Granted(
                UUID.randomUUID(),
                UUID.randomUUID(),
                Optional.empty(),
                Optional.of(new Subject(UUID.randomUUID(), "analyst")),
                Content.Absent.NO_ASSET);
        second = Clock.systemUTC().millis() / 1000 + 3_600;
        token = minter.mint(grant, second - 3_600).value();
    }

    @TearDown
    public void close() {
        vertx.close();
    }

    @Benchmark
    public String mint() {
        return minter.mint(grant, second++).value();
    }

    @Benchmark
    public boolean verify() {
        if (!(verifier.verify(token, SignatureBudget.UNLIMITED) instanceof Verification.Valid)) {
            throw new IllegalStateException("the token is not accepted");
        }
        return true;
    }
}
