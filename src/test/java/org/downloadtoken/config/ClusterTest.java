package org.downloadtoken.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.downloadtoken.encoding.HostPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterTest {
    private static final Map<String, String> INSECURE = Map.of(
            "CLUSTER_MEMBERS", "10.0.0.4:5701,[fd00::5]:5701,c:6000",
            "CLUSTER_HOST", "10.0.0.4",
            "CLUSTER_INSECURE", "allow");

    @TempDir
    Path directory;

    @Test
    void instanceHasBothRolesAndNoClusterByDefault() {
        Cluster cluster = Cluster.from(Map.of());

        assertTrue(cluster.isEdge());
        assertTrue(cluster.isAccess());
        assertEquals(Optional.empty(), cluster.membership());
    }

    @Test
    void membersAreHostsWithPorts() {
        assertEquals(
                new Discovery.Members(List.of(
                        new HostPort("10.0.0.4", 5701), new HostPort("fd00::5", 5701), new HostPort("c", 6000))),
                membership(INSECURE).discovery());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.4", "10.0.0.4:", "10.0.0.4:0", "10.0.0.4:65536", "fd00::5:5701", "http://a:5701"})
    void otherMembersAreRejected(String members) {
        ConfigErrors.assertRejected(Cluster::from, Discovery.MEMBERS, members, "a comma-separated list of host:port");
    }

    @Test
    void portsHaveDefaultsAndTheEventBusHasTheSameHost() {
        assertEquals(
                new ClusterAddresses(new HostPort("10.0.0.4", 5701), new HostPort("10.0.0.4", 5702)),
                membership(INSECURE).addresses());
    }

    @Test
    void hazelcastAndEventBusNeedTwoPorts() {
        assertEquals(
                "CLUSTER_BUS_PORT must differ from CLUSTER_PORT, but both are 5701", with("CLUSTER_BUS_PORT", "5701"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "http://a", "a:5701"})
    void hostIsAnAddressThatOthersReach(String host) {
        assertTrue(
                with("CLUSTER_HOST", host).startsWith("CLUSTER_HOST must be a host name or an IP address that other"));
    }

    @Test
    void hostIsRequired() {
        assertTrue(with("CLUSTER_HOST", "").startsWith("CLUSTER_HOST must be set in a cluster"));
    }

    @Test
    void onlyOneWayOfDiscoveryIsAllowed() {
        assertEquals(
                "CLUSTER_MEMBERS and CLUSTER_KUBERNETES_SERVICE are both set; only one of them is allowed",
                with("CLUSTER_KUBERNETES_SERVICE", "cluster.geodata.svc"));
    }

    @Test
    void oneRoleNeedsACluster() {
        assertEquals(
                "CLUSTER_ROLES must be edge,access without a cluster; a cluster needs CLUSTER_MEMBERS or"
                        + " CLUSTER_KUBERNETES_SERVICE",
                ConfigErrors.message(() -> Cluster.from(Map.of("CLUSTER_ROLES", "edge"))));
    }

    @Test
    void settingOfAClusterWithoutDiscoveryIsRejected() {
        assertEquals(
                "CLUSTER_HOST is set, but there is no cluster without CLUSTER_MEMBERS or CLUSTER_KUBERNETES_SERVICE",
                ConfigErrors.message(() -> Cluster.from(Map.of("CLUSTER_HOST", "10.0.0.4"))));
    }

    @Test
    void unknownRoleIsRejected() {
        ConfigErrors.assertRejected(
                Cluster::from, Cluster.ROLES, "edge,database", "edge, access, or both, separated by a comma");
    }

    @Test
    void clusterWithoutTlsIsRejectedUnlessItIsAllowed() throws Exception {
        String file = Files.writeString(directory.resolve("file"), "").toString();
        String message =
                "a cluster needs CLUSTER_TLS_CERT, CLUSTER_TLS_KEY and CLUSTER_TLS_CA, or CLUSTER_INSECURE=allow"
                        + " and none of them";

        assertEquals(message, with("CLUSTER_INSECURE", "refuse"));
        assertEquals(message, with("CLUSTER_TLS_CERT", file));
        assertEquals(
                Optional.of(new Cluster.ClusterTls(Path.of(file), Path.of(file), Path.of(file))),
                membership(secure(file)).tls());
        assertEquals(Optional.empty(), membership(INSECURE).tls());
    }

    @Test
    void eachSettingOfTheCatalogIsRejectedOnAnEdge() {
        for (String name :
                Set.of("POSTGRES_HOST", "POSTGRES_PASSWORD", "DATABASE_SSL_MODE", "CATALOG_SCHEMA", "DOWNLOAD_ROLES")) {
            Map<String, String> values = new HashMap<>(INSECURE);
            values.putAll(Map.of("CLUSTER_ROLES", "edge", "JWT_SECRET_KEY", "x".repeat(32), name, "disable"));

            assertEquals(
                    name + " must not be set with CLUSTER_ROLES=edge; set it at the access nodes",
                    ConfigErrors.message(() -> ServiceConfig.from(values)));
        }
    }

    @Test
    void accessNodeNeedsNoSecret() {
        Map<String, String> values = new HashMap<>(INSECURE);
        values.put("CLUSTER_ROLES", "access");

        assertFalse(ServiceConfig.from(values).cluster().isEdge());
    }

    private static Map<String, String> secure(String file) {
        Map<String, String> values = new HashMap<>(INSECURE);
        values.remove("CLUSTER_INSECURE");
        values.putAll(Map.of("CLUSTER_TLS_CERT", file, "CLUSTER_TLS_KEY", file, "CLUSTER_TLS_CA", file));
        return values;
    }

    private static Cluster.Membership membership(Map<String, String> values) {
        return Cluster.from(values).membership().orElseThrow();
    }

    /** The error with another value. */
    private static String with(String name, String value) {
        Map<String, String> values = new HashMap<>(INSECURE);
        values.put(name, value);
        return ConfigErrors.message(() -> Cluster.from(values));
    }
}
