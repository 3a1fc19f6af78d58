package org.downloadtoken.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.program.ServiceProcess;

/** An issuer of sessions that publishes its keys at a URL, and that can fail, answer late or hang. */
public final class ForeignIssuer implements AutoCloseable {
    public static final String ISSUER = "https://id.example.com/realms/geo";
    public static final String AUDIENCE = "downloads";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile String published = "";
    private volatile int status = 200;
    private volatile long delayMillis;

    public ForeignIssuer(JWK... keys) {
        publish(keys);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/certs", this::answer);
        server.start();
    }

    /** The settings of an instance that accepts the sessions of this issuer. */
    public Map<String, String> settings() {
        return Map.of(
                "SESSION_JWKS_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/certs",
                "SESSION_ISSUER", ISSUER,
                "SESSION_AUDIENCE", AUDIENCE);
    }

    public void publish(JWK... keys) {
        publish(new JWKSet(List.of(keys)).toString(true));
    }

    public void publish(String document) {
        published = document;
    }

    public void fail(int failureStatus) {
        status = failureStatus;
    }

    /** Answers requests only after this time. */
    public void delay(long millis) {
        delayMillis = millis;
    }

    /** The number of requests for the keys. */
    public int fetches() {
        return fetches.get();
    }

    /** A session of the analyst with changed claims. */
    public static String session(JWK key, UnaryOperator<JWTClaimsSet.Builder> change) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(DemoUser.ANALYST.id().toString())
                .issueTime(Date.from(now.minusSeconds(1)))
                .expirationTime(Date.from(now.plusSeconds(300)));
        try {
            boolean rsa = key instanceof RSAKey;
            JWSHeader header = new JWSHeader.Builder(rsa ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
                    .keyID(key.getKeyID())
                    .build();
            SignedJWT jwt = new SignedJWT(header, change.apply(claims).build());
            jwt.sign(rsa ? new RSASSASigner(key.toRSAKey()) : new ECDSASigner((ECKey) key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String session(JWK key) {
        return session(key, claims -> claims);
    }

    /** The same session with a signature that verifies with no key. */
    public static String forged(String session) {
        int signature = session.lastIndexOf('.') + 1;
        char first = session.charAt(signature);
        return session.substring(0, signature) + (first == 'A' ? 'B' : 'A') + session.substring(signature + 1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        if (delayMillis > 0) {
            ServiceProcess.pause(delayMillis);
        }
        byte[] body = published.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
