package org.downloadtoken.testing.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.downloadtoken.access.cluster.ClusterBus;
import org.downloadtoken.access.wire.LeaseRequest;
import org.downloadtoken.access.wire.LeaseRequestCodec;
import org.downloadtoken.access.wire.WireVersions;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.tls.TestCertificate;

/** A member of the Hazelcast cluster, whose event bus has no certificate of the cluster's authority. */
public final class ForeignMember implements AutoCloseable {
    private final Vertx vertx;
    private final HazelcastInstance hazelcast;

    private ForeignMember(LocalCluster cluster, EventBusOptions options) {
        HazelcastClusterManager manager = new HazelcastClusterManager(config(cluster));
        vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setEventBusOptions(options.setHost("127.0.0.1").setPort(Daemon.freePort())))
                .withClusterManager(manager)
                .buildClustered()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        hazelcast = manager.getHazelcastInstance();
    }

    public static ForeignMember withoutTls(LocalCluster cluster) {
        return new ForeignMember(cluster, new EventBusOptions());
    }

    /** A member with a certificate that it has issued itself, and which trusts those of the cluster. */
    public static ForeignMember withOwnCertificate(LocalCluster cluster, Path directory) {
        return new ForeignMember(
                cluster,
                new EventBusOptions()
                        .setSsl(true)
                        .setClientAuth(ClientAuth.REQUEST)
                        .setKeyCertOptions(TestCertificate.authority("foreign")
                                .issue("member")
                                .options())
                        .setTrustOptions(new PemTrustOptions()
                                .addCertPath(directory.resolve("0-ca.crt").toString())));
    }

    public HazelcastInstance hazelcast() {
        return hazelcast;
    }

    /** Whether the partition of a key belongs to this member. */
    public boolean owns(String key) {
        return hazelcast
                .getPartitionService()
                .getPartition(key)
                .getOwner()
                .equals(hazelcast.getCluster().getLocalMember());
    }

    /**
     * Registers the addresses of access nodes, and sends a lease request to learn the addresses of the others.
     *
     * @param received the addresses at which messages arrive
     */
    public void answerEverything(Consumer<String> received) {
        ClusterBus.registerCodecs(vertx.eventBus(), WireVersions.SUPPORTED);
        UUID self = UUID.randomUUID();
        List<String> addresses =
                List.of("dataset.access.leases", "dataset.access.node." + self, "dataset.access.edge." + self);
        addresses.forEach(address -> vertx.eventBus()
                .consumer(address, message -> {
                    boolean isOwn = message.body() instanceof LeaseRequest request
                            && request.edge().equals(self);
                    if (!isOwn) {
                        received.accept(address);
                    }
                })
                .completion()
                .toCompletionStage()
                .toCompletableFuture()
                .join());
        vertx.eventBus()
                .publish(
                        "dataset.access.leases",
                        new LeaseRequest(self, UUID.randomUUID(), 1, WireVersions.SUPPORTED),
                        new DeliveryOptions().setCodecName(new LeaseRequestCodec().name()));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The member runs in the process of the test, but does not have the classes of the service. */
    private static final class WithoutTheService extends ClassLoader {
        private WithoutTheService() {
            super(ForeignMember.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.downloadtoken.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    private static Config config(LocalCluster cluster) {
        Config config = new Config().setClusterName("download-token-service");
        config.setClassLoader(new WithoutTheService());
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.getAdvancedNetworkConfig()
                .setEnabled(true)
                .setMemberEndpointConfig(new ServerSocketEndpointConfig()
                        .setPort(Daemon.freePort())
                        .setPublicAddress("127.0.0.1"));
        var join = config.getAdvancedNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).addMember(cluster.firstAddress());
        return config;
    }
}
