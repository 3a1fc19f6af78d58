package org.downloadtoken;

import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.encoding.HostPort;
import org.downloadtoken.jose.provider.SignatureProvider;
import org.downloadtoken.metrics.Build;
import org.downloadtoken.token.KeyRing;

/** Formats the log line of a started instance: its URLs, its catalog and its keys, without secrets. */
final class StartMessage {
    private StartMessage() {}

    static String of(ServiceConfig config, int port, int managementPort, KeyRing keyRing) {
        return "Download Token Service " + Build.version()
                + " started: mint at " + scheme(config.tls().files().isPresent())
                + new HostPort(config.http().host(), port)
                + config.http().basePath() + "/auth/download-token/{dataset_id}"
                + ", "
                + config.http()
                        .publicUrl()
                        .map(url -> "URLs below " + url.origin() + url.path() + " are signed")
                        .orElse("URLs are not signed")
                + ", management at " + scheme(config.tls().management())
                + new HostPort(config.management().host(), managementPort)
                + ", catalog postgresql://" + config.catalog().authority() + "/"
                + config.catalog().database() + " (schema " + config.catalog().schema() + ")"
                + ", token TTL " + config.tokens().ttl().toSeconds() + " s"
                + ", key ring " + keyRing
                + (config.mayUseKeyPairs() ? ", " + SignatureProvider.current().description() : "");
    }

    private static String scheme(boolean tls) {
        return tls ? "https://" : "http://";
    }
}
