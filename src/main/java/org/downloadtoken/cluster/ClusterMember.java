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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.config.Cluster.Membership;
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
        return new ClusterMember(vertx, manager.getHazelcastInstance());
    }

    /** The buckets of a limit that all instances share. Blocks for a moment, see {@link HazelcastBuckets#warmUp}. */
    public ClusterBuckets rateLimits(RatePolicy policy) {
        HazelcastBuckets buckets = new HazelcastBuckets(hazelcast, policy, EventLoops.of(vertx));
        buckets.warmUp();
        return buckets;
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
