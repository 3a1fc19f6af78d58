package org.downloadtoken.server.tls;

import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The versions and cipher suites that the servers accept. */
final class TlsPolicy {
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final Set<String> VERSIONS = Set.of("TLSv1.3", "TLSv1.2");

    /** Suites with forward secrecy and authenticated encryption. */
    private static final List<String> SUITES = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private TlsPolicy() {}

    static ServerSSLOptions applyTo(ServerSSLOptions options) {
        SUITES.forEach(options::addEnabledCipherSuite);
        return options.setSslHandshakeTimeout(HANDSHAKE.toSeconds())
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setEnabledSecureTransportProtocols(VERSIONS)
                .setUseAlpn(true);
    }

    /**
     * Refuses renegotiation, by which one client of TLS 1.2 could request a signature after another on one connection. The
     * JDK reads this property when it loads its TLS classes, so call this before.
     */
    static void refuseRenegotiation() {
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }
}
