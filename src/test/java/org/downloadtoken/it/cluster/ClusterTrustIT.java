package org.downloadtoken.it.cluster;

import static org.downloadtoken.testing.RunningService.catalog;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import com.hazelcast.nio.serialization.genericrecord.GenericRecord;
import com.hazelcast.nio.serialization.genericrecord.GenericRecordBuilder;
import com.hazelcast.replicatedmap.ReplicatedMap;
import java.io.ObjectInputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.cluster.ForeignMember;
import org.downloadtoken.testing.cluster.LocalCluster;
import org.downloadtoken.testing.program.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who reaches the ports of a cluster, but has no certificate of its authority. */
class ClusterTrustIT {
    private static final AtomicBoolean DESERIALIZED = new AtomicBoolean();
    private static final AtomicBoolean CREATED = new AtomicBoolean();

    @TempDir
    Path directory;

    private LocalCluster cluster;
    private DownloadTokenService access;
    private DownloadTokenService edge;

    @BeforeEach
    void start() {
        catalog();
        cluster = new LocalCluster(directory);
        access = RunningService.start(cluster.accessNode());
        edge = RunningService.start(cluster.edge());
    }

    @AfterEach
    void stop() {
        RunningService.stop(edge);
        RunningService.stop(access);
    }

    @Test
    void memberWithoutACertificateGetsNoRequestAndGrantsNothing() {
        List<String> received = new CopyOnWriteArrayList<>();
        ApiClient client = new ApiClient(edge.port());
        assertEquals(404, client.mint(DemoDataset.PRIVATE.id()).status());
        try (ForeignMember foreign = ForeignMember.withoutTls(cluster)) {
            assertGrantsNothing(foreign, received, client);
        }
        try (ForeignMember foreign = ForeignMember.withOwnCertificate(cluster, directory)) {
            assertGrantsNothing(foreign, received, client);
        }
    }

    private static void assertGrantsNothing(ForeignMember foreign, List<String> received, ApiClient client) {
        foreign.answerEverything(received::add);
        for (int i = 0; i < 20; i++) {
            ServiceProcess.pause(100);
            assertEquals(404, client.mint(DemoDataset.PRIVATE.id()).status());
            assertEquals(404, client.mint(UUID.randomUUID()).status());
        }
        assertEquals(List.of(), received);
    }

    /** Members deserialize a foreign class neither as a value nor as a task. */
    @Test
    void foreignSerializedClassIsRefused() {
        try (ForeignMember foreign = ForeignMember.withoutTls(cluster)) {
            IMap<String, Object> map = foreign.hazelcast().getMap("anything");
            for (int i = 0; i < 50; i++) { // some of these keys belong to other members
                String key = "key " + i;
                if (!foreign.owns(key)) {
                    Exception refused =
                            assertThrows(Exception.class, () -> map.executeOnKey(key, new ForeignProcessor()));
                    assertTrue(
                            String.valueOf(refused.getMessage()).contains("ForeignProcessor is not allowed"),
                            refused::toString);
                }
            }
        }
        assertFalse(DESERIALIZED.get());
    }

    /** Hazelcast has another serialization, which calls the constructors of records that a message names. */
    @Test
    void foreignRecordIsNotCreated() {
        try (ForeignMember foreign = ForeignMember.withoutTls(cluster)) {
            ReplicatedMap<String, GenericRecord> map = foreign.hazelcast().getReplicatedMap("anything");
            map.put(
                    "key",
                    GenericRecordBuilder.compact(ForeignRecord.class.getName())
                            .setInt32("value", 1)
                            .build());
            ServiceProcess.pause(1_000);
        }
        assertFalse(CREATED.get());
    }

    /** A record whose constructor has an effect. */
    record ForeignRecord(int value) {
        ForeignRecord {
            CREATED.set(true);
        }
    }

    @Test
    void clientOfHazelcastCannotConnect() {
        ClientConfig config = new ClientConfig().setClusterName("download-token-service");
        config.getNetworkConfig().addAddress(cluster.firstAddress());
        config.getConnectionStrategyConfig().getConnectionRetryConfig().setClusterConnectTimeoutMillis(3_000);

        assertThrows(IllegalStateException.class, () -> {
            HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
            client.shutdown();
        });
    }

    @Test
    void clusterWithoutCertificatesDoesNotStart() {
        Map<String, String> settings = new HashMap<>(cluster.edge());
        settings.keySet().removeIf(name -> name.startsWith("CLUSTER_TLS_"));

        assertTrue(String.valueOf(assertThrows(RuntimeException.class, () -> RunningService.create(settings))
                        .getMessage())
                .startsWith("a cluster needs CLUSTER_TLS_CERT"));
    }

    /** A task whose deserialization has an effect. */
    private static final class ForeignProcessor implements EntryProcessor<String, Object, Object> {
        private static final long serialVersionUID = 1;

        @Override
        public Object process(Map.Entry<String, Object> entry) {
            return "processed";
        }

        private void readObject(ObjectInputStream input) {
            DESERIALIZED.set(true);
        }
    }
}
