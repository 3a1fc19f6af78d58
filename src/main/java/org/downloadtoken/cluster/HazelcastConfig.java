package org.downloadtoken.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import io.github.bucket4j.grid.hazelcast.HazelcastProxyManager;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.downloadtoken.config.Cluster.Membership;
import org.downloadtoken.config.ClusterAddresses;
import org.downloadtoken.config.Discovery;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.encoding.HostPort;

/**
 * The configuration of Hazelcast. It listens for other members only: no client protocol, REST, Jet or multicast. Its open edition
 * has no TLS, so nobody but the members must reach its port.
 */
final class HazelcastConfig {
    /** The buckets of the rate limits that all instances share. */
    static final String RATE_LIMITS = "rate-limits";

    private static final int RATE_LIMITS_PER_MEMBER = 100_000;
    private static final int RATE_LIMIT_IDLE_SECONDS = 120;

    /** The ids of the serializers of Bucket4j. They must be the same in all members. */
    private static final int BUCKET4J_TYPE_IDS = 10_000;

    /** A member that has been silent for this time is removed. A killed one is removed at once, because its connections close. */
    private static final int SILENCE_SECONDS = 10;

    /** How long after the start, and how often, a part of a divided cluster looks for the other parts. */
    static final int MERGE_SECONDS = 5;

    /** What Java serialization may read: the exceptions that members send each other. */
    private static final String[] EXCEPTIONS = {"com.hazelcast.core.", "com.hazelcast.spi.exception."};

    private static final String[] PARTS_OF_EXCEPTIONS = {
        "java.lang.Throwable",
        "java.lang.Exception",
        "java.lang.RuntimeException",
        "java.lang.IllegalStateException",
        "java.lang.IllegalArgumentException",
        "java.lang.StackTraceElement",
        "[Ljava.lang.StackTraceElement;",
        "java.util.Collections$EmptyList"
    };

    private HazelcastConfig() {}

    static Config of(Membership membership) {
        Config config = new Config();
        config.setClusterName("download-token-service");
        config.setClassLoader(new AllowedClasses());
        config.getMetricsConfig().setEnabled(false);
        config.getJetConfig().setEnabled(false);
        properties(config);
        network(config, membership.addresses());
        join(config.getAdvancedNetworkConfig().getJoin(), membership);
        serialization(config);
        config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
        // The backup is asynchronous: otherwise a silent member would delay the answers of all others.
        config.addMapConfig(new MapConfig(RATE_LIMITS)
                .setBackupCount(0)
                .setAsyncBackupCount(1)
                .setMaxIdleSeconds(RATE_LIMIT_IDLE_SECONDS)
                .setEvictionConfig(new EvictionConfig()
                        .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
                        .setSize(RATE_LIMITS_PER_MEMBER)
                        .setEvictionPolicy(EvictionPolicy.LRU)));
        return config;
    }

    private static void properties(Config config) {
        config.setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.heartbeat.interval.seconds", "1")
                .setProperty("hazelcast.max.no.heartbeat.seconds", String.valueOf(SILENCE_SECONDS))
                .setProperty("hazelcast.operation.call.timeout.millis", String.valueOf(1_000 * SILENCE_SECONDS))
                .setProperty("hazelcast.merge.first.run.delay.seconds", String.valueOf(MERGE_SECONDS))
                .setProperty("hazelcast.merge.next.run.delay.seconds", String.valueOf(MERGE_SECONDS));
    }

    /** Unlike the simple configuration of the network, the advanced one has no port for clients unless one is added. */
    private static void network(Config config, ClusterAddresses addresses) {
        String address = resolve(addresses.hazelcast());
        ServerSocketEndpointConfig members = new ServerSocketEndpointConfig()
                .setPort(addresses.hazelcast().port())
                .setPortAutoIncrement(false)
                .setPublicAddress(new HostPort(address, addresses.hazelcast().port()).toString());
        members.getInterfaces().setEnabled(true).setInterfaces(List.of(address));
        config.getAdvancedNetworkConfig().setEnabled(true).setMemberEndpointConfig(members);
    }

    private static String resolve(HostPort hostPort) {
        try {
            return InetAddress.getByName(hostPort.host()).getHostAddress();
        } catch (UnknownHostException e) {
            throw new ConfigException(ClusterAddresses.HOST.name() + " must be an address of this host, but '"
                    + hostPort.host() + "' cannot be resolved");
        }
    }

    private static void join(JoinConfig join, Membership membership) {
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        if (membership.discovery() instanceof Discovery.Members list) {
            join.getTcpIpConfig()
                    .setEnabled(true)
                    .setMembers(list.members().stream().map(HostPort::toString).toList());
        } else {
            join.getKubernetesConfig()
                    .setEnabled(true)
                    .setProperty("service-dns", ((Discovery.KubernetesService) membership.discovery()).name())
                    .setProperty(
                            "service-port",
                            String.valueOf(membership.addresses().hazelcast().port()));
        }
    }

    private static void serialization(Config config) {
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig().setDefaultsDisabled(true);
        filter.getWhitelist().addPrefixes(EXCEPTIONS).addClasses(PARTS_OF_EXCEPTIONS);
        config.getSerializationConfig().setJavaSerializationFilterConfig(filter);
        HazelcastProxyManager.addCustomSerializers(config.getSerializationConfig(), BUCKET4J_TYPE_IDS);
    }
}
