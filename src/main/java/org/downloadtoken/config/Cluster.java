package org.downloadtoken.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.downloadtoken.config.setting.ChoiceSetting;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.ListSetting;
import org.downloadtoken.config.setting.PathSetting;
import org.downloadtoken.config.setting.Setting;

/**
 * What this instance does, and the cluster to which it belongs.
 *
 * @param roles never empty
 * @param membership empty if the instance has no cluster: then it has both roles
 */
public record Cluster(Set<Role> roles, Optional<Membership> membership) {
    /** What an instance does. */
    public enum Role {
        /** Serves HTTP. */
        EDGE,
        /** Answers access requests from the catalog. */
        ACCESS;

        private static Optional<Role> parse(String text) {
            return Stream.of(values())
                    .filter(role -> role.name().equalsIgnoreCase(text))
                    .findFirst();
        }
    }

    /** Whether a cluster without TLS is accepted. */
    public enum Insecure {
        REFUSE,
        ALLOW
    }

    /**
     * How this instance joins the cluster.
     *
     * @param discovery how it finds the other members
     * @param tls of the event bus; empty if the operator has allowed an insecure cluster
     */
    public record Membership(Discovery discovery, ClusterAddresses addresses, Optional<ClusterTls> tls) {}

    /**
     * The files of the mutual TLS of the event bus.
     *
     * @param ca the certificates of the authority, which signs for this cluster only
     */
    public record ClusterTls(Path chain, Path key, Path ca) {}

    static final ListSetting<Role> ROLES = new ListSetting<>(
            "CLUSTER_ROLES",
            "edge,access",
            Role::parse,
            "edge, access, or both, separated by a comma",
            "What the instance does: edge serves HTTP, access reads the catalog. One role alone needs a cluster.");

    public static final PathSetting TLS_CERT =
            file("CLUSTER_TLS_CERT", "PEM file of the certificate of this member, followed by its issuers.");

    public static final PathSetting TLS_KEY =
            file("CLUSTER_TLS_KEY", "PEM file of the private key that belongs to CLUSTER_TLS_CERT.");

    public static final PathSetting TLS_CA = file(
            "CLUSTER_TLS_CA",
            "PEM file of the authority that signs the certificates of the members. It must sign nothing else.");

    static final ChoiceSetting<Insecure> INSECURE = new ChoiceSetting<>(
            "CLUSTER_INSECURE",
            Insecure.class,
            "refuse",
            "Whether the cluster may do without TLS: allow, on a network that nobody else can reach.");

    static final List<Setting> SETTINGS = Stream.of(
                    List.of(ROLES),
                    Discovery.SETTINGS,
                    ClusterAddresses.SETTINGS,
                    List.of(TLS_CERT, TLS_KEY, TLS_CA, INSECURE))
            .flatMap(List::stream)
            .map(Setting.class::cast)
            .toList();

    public Cluster {
        roles = Set.copyOf(roles);
        if (membership.isEmpty() && roles.size() < Role.values().length) {
            throw new ConfigException(
                    ROLES.name() + " must be " + ROLES.defaultValue() + " without a cluster; a cluster needs "
                            + Discovery.MEMBERS.name() + " or " + Discovery.KUBERNETES_SERVICE.name());
        }
    }

    static Cluster from(Map<String, String> values) {
        Set<Role> roles = EnumSet.copyOf(ROLES.read(values));
        Optional<Discovery> discovery = Discovery.from(values);
        if (discovery.isEmpty()) {
            refuseWithoutCluster(values);
        }
        return new Cluster(
                roles, discovery.map(found -> new Membership(found, ClusterAddresses.from(values), tls(values))));
    }

    public boolean isEdge() {
        return roles.contains(Role.EDGE);
    }

    public boolean isAccess() {
        return roles.contains(Role.ACCESS);
    }

    /** Whether this instance has no access to the catalog of its own. */
    public boolean isEdgeOnly() {
        return !isAccess();
    }

    private static void refuseWithoutCluster(Map<String, String> values) {
        SETTINGS.stream()
                .filter(setting -> setting != ROLES && values.containsKey(setting.name()))
                .findFirst()
                .ifPresent(setting -> {
                    throw new ConfigException(setting.name() + " is set, but there is no cluster without "
                            + Discovery.MEMBERS.name() + " or " + Discovery.KUBERNETES_SERVICE.name());
                });
    }

    private static Optional<ClusterTls> tls(Map<String, String> values) {
        Optional<Path> chain = TLS_CERT.read(values);
        Optional<Path> key = TLS_KEY.read(values);
        Optional<Path> ca = TLS_CA.read(values);
        boolean insecure = INSECURE.read(values) == Insecure.ALLOW;
        if (chain.isPresent() && key.isPresent() && ca.isPresent() && !insecure) {
            return Optional.of(new ClusterTls(chain.get(), key.get(), ca.get()));
        }
        if (chain.isEmpty() && key.isEmpty() && ca.isEmpty() && insecure) {
            return Optional.empty();
        }
        throw new ConfigException("a cluster needs " + TLS_CERT.name() + ", " + TLS_KEY.name() + " and " + TLS_CA.name()
                + ", or " + INSECURE.name() + "=allow and none of them");
    }

    private static PathSetting file(String name, String description) {
        return new PathSetting(
                name,
                path -> Files.isRegularFile(path) && Files.isReadable(path),
                "a PEM file that can be read",
                description);
    }
}
