package org.downloadtoken.testing.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.tls.TestCertificate;

/** The settings of members of one cluster on this machine, with an authority that signs for this cluster only. */
public final class LocalCluster {
    private static final int MAX_MEMBERS = 8;

    private final Path directory;
    private final TestCertificate authority = TestCertificate.authority("cluster");
    private final List<Integer> ports =
            Stream.generate(Daemon::freePort).limit(MAX_MEMBERS).toList();
    private int members;

    /**
     * Creates a cluster without members.
     *
     * @param directory for the certificates
     */
    public LocalCluster(Path directory) {
        this.directory = directory;
    }

    /** The Hazelcast address of the first member. */
    public String firstAddress() {
        return address(ports.get(0));
    }

    /** Of an access node, besides those of its catalog. */
    public Map<String, String> accessNode() {
        return member("access");
    }

    public Map<String, String> edge() {
        return member("edge");
    }

    /** The settings of another member. Each has all addresses in its list. */
    public Map<String, String> member(String roles) {
        return member(roles, authority);
    }

    /** The settings of a member whose certificate is of this authority. */
    public Map<String, String> member(String roles, TestCertificate issuer) {
        int number = members++;
        TestCertificate certificate = issuer.issue("member");
        Map<String, String> settings = new HashMap<>(Map.of(
                "CLUSTER_ROLES",
                roles,
                "CLUSTER_MEMBERS",
                ports.stream().map(LocalCluster::address).collect(Collectors.joining(",")),
                "CLUSTER_HOST",
                "127.0.0.1",
                "CLUSTER_PORT",
                String.valueOf(ports.get(number)),
                "CLUSTER_BUS_PORT",
                String.valueOf(Daemon.freePort()),
                "PUBLIC_CACHE_INVALIDATION",
                "notify"));
        settings.put("CLUSTER_TLS_CERT", file(number + ".crt", certificate.pem()));
        settings.put("CLUSTER_TLS_KEY", file(number + ".key", certificate.keyPem()));
        settings.put("CLUSTER_TLS_CA", file(number + "-ca.crt", issuer.pem()));
        return settings;
    }

    private static String address(int port) {
        return "127.0.0.1:" + port;
    }

    private String file(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
