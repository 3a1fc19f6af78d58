package org.downloadtoken.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.util.ConcurrencyUtil;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.config.Cluster.Membership;
import org.downloadtoken.config.ClusterAddresses;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.encoding.HostPort;
import org.downloadtoken.ratelimit.RatePolicy;
import org.downloadtoken.ratelimit.cluster.ClusterBuckets;
import org.downloadtoken.ratelimit.cluster.EventLoops;

/** This instance as a member of the cluster: its Vert.x with the event bus between the members, and Hazelcast. */
public record ClusterMember(Vertx vertx, HazelcastInstance hazelcast) {
    private static final int CONNECT_TIMEOUT_MS = 1_000;
    private static final int HANDSHAKE_TIMEOUT_MS = 5_000;

    /** A connection to a member that does not answer a ping is closed, so that nothing gathers for it. */
    private static final long PING_MS = 1_000;

    /**
     * Where Hazelcast completes futures. Its default is the common pool, but on a machine with one or two processors a new thread for
     * each future, which costs ten times as much as the rest of an operation.
     */
    private static final Executor CALLBACKS = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "hazelcast-callbacks");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Joins the cluster. Blocks for some seconds.
     *
     * @param certificate empty if the cluster is insecure
     */
    public static ClusterMember join(
            VertxBuilder builder,
            VertxOptions options,
            Membership membership,
            Optional<ClusterCertificate> certificate) {
        ConcurrencyUtil.setDefaultAsyncExecutor(CALLBACKS);
        requireFree(membership.addresses());
        Config config = HazelcastConfig.of(membership);
        HazelcastClusterManager manager = new HazelcastClusterManager(config);
        Vertx vertx = builder.with(options.setEventBusOptions(
                        eventBus(membership.addresses().eventBus(), certificate)))
                .withClusterManager(manager)
                .buildClustered()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        refuseSerializedObjects(vertx.eventBus());
        MembershipLog.start(manager.getHazelcastInstance().getCluster());
        return new ClusterMember(vertx, manager.getHazelcastInstance());
    }

    /** The buckets of a limit that all instances share. Blocks for a moment, see {@link HazelcastBuckets#warmUp}. */
    public ClusterBuckets rateLimits(RatePolicy policy) {
        HazelcastBuckets buckets = new HazelcastBuckets(hazelcast, policy, EventLoops.of(vertx));
        buckets.warmUp();
        return buckets;
    }

    /** Hazelcast and the event bus do not name the setting when they cannot listen. */
    private static void requireFree(ClusterAddresses addresses) {
        requireFree(addresses.hazelcast(), ClusterAddresses.HOST, ClusterAddresses.PORT);
        requireFree(addresses.eventBus(), ClusterAddresses.BUS_HOST, ClusterAddresses.BUS_PORT);
    }

    private static void requireFree(HostPort address, Setting host, Setting port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as Hazelcast and Netty do, for a restart
            socket.bind(new InetSocketAddress(address.host(), address.port()));
        } catch (IOException e) {
            throw new ConfigException(
                    host.name() + " and " + port.name() + ": cannot listen on " + address + ": " + e.getMessage());
        }
    }

    /** The number of members, with this one. */
    public int members() {
        return hazelcast.getCluster().getMembers().size();
    }

    private static EventBusOptions eventBus(HostPort address, Optional<ClusterCertificate> certificate) {
        EventBusOptions options = new EventBusOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setClusterPingInterval(PING_MS)
                .setClusterPingReplyInterval(PING_MS);
        certificate.ifPresent(files -> options.setSsl(true)
                .setTrustAll(false) // by default the event bus trusts every certificate, whatever its trust options say
                .setClientAuth(ClientAuth.REQUIRED)
                .setKeyCertOptions(files.keyOptions())
                .setTrustOptions(files.trustOptions())
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setSslHandshakeTimeout(HANDSHAKE_TIMEOUT_MS)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
        return options;
    }

    /** The messages of this service have codecs of their own. Java serialization could create objects of other classes. */
    private static void refuseSerializedObjects(EventBus bus) {
        bus.serializableChecker(className -> false).clusterSerializableChecker(className -> false);
    }
}
