package org.downloadtoken.server;

import java.time.Clock;
import java.util.Optional;
import org.downloadtoken.metrics.HttpMetrics;
import org.downloadtoken.pages.Pages;
import org.downloadtoken.server.connection.ConnectionLimit;
import org.downloadtoken.server.http2.Http2Limits;
import org.downloadtoken.server.tls.ReloadingCertificate;

/**
 * The state of the HTTP servers that all event loops share.
 *
 * @param certificate the certificate of the servers; empty if they use no TLS
 */
public record SharedServerState(
        Optional<ReloadingCertificate> certificate,
        Readiness readiness,
        ConnectionLimit connections,
        Http2Limits http2,
        Pages pages,
        HttpMetrics metrics,
        Clock clock) {}
