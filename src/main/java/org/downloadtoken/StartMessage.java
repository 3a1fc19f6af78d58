package org.downloadtoken;

import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.encoding.HostPort;
import org.downloadtoken.jose.provider.SignatureProvider;
import org.downloadtoken.metrics.Build;
import org.downloadtoken.token.KeyRing;

/** Formats the log line of a started instance: its URLs, its catalog and its keys, without secrets. */
final class StartMessage {
    private StartMessage() {}

    static String ofEdge(ServiceConfig config, int port, int managementPort, KeyRing keyRing) {
        return started()
                + "mint at " + scheme(config.tls().files().isPresent())
                + new HostPort(config.http().host(), port)
                + config.http().basePath() + "/auth/download-token/{dataset_id}"
                + ", "
                + config.http()
                        .publicUrl()
                        .map(url -> "URLs below " + url.origin() + url.path() + " are signed")
                        .orElse("URLs are not signed")
                + ", " + management(config, managementPort)
                + ", " + (config.cluster().isAccess() ? catalog(config) : "catalog of the access nodes")
                + cluster(config)
                + ", token TTL " + config.tokens().ttl().toSeconds() + " s"
                + ", key ring " + keyRing
                + (config.mayUseKeyPairs() ? ", " + SignatureProvider.current().description() : "");
    }

    static String ofAccessNode(ServiceConfig config, int managementPort) {
        return started() + "access node, " + management(config, managementPort) + ", " + catalog(config)
                + cluster(config);
    }

    private static String started() {
        return "Download Token Service " + Build.version() + " started: ";
    }

    private static String management(ServiceConfig config, int port) {
        return "management at " + scheme(config.tls().management())
                + new HostPort(config.management().host(), port);
    }

    private static String catalog(ServiceConfig config) {
        return "catalog postgresql://" + config.catalog().authority() + "/"
                + config.catalog().database() + " (schema " + config.catalog().schema() + ")";
    }

    private static String cluster(ServiceConfig config) {
        return config.cluster()
                .membership()
                .map(member ->
                        ", member of the cluster at " + member.addresses().hazelcast()
                                + (member.tls().isPresent()
                                        ? ""
                                        : " without TLS, which anybody who reaches it can read and change"))
                .orElse("");
    }

    private static String scheme(boolean tls) {
        return tls ? "https://" : "http://";
    }
}
