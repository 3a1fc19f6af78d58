package org.downloadtoken.it.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.program.Nginx;
import org.downloadtoken.testing.program.ServiceProcess;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the limit of a cluster with three processes. The tests act as the proxy, so each one uses its own client addresses. */
class ClusterRateLimitIT {
    private static final int LIMIT = 600;
    private static final int CLIENTS = 60;

    /** More than three instances would grant if each one counted for itself. */
    private static final int REQUESTS = 4 * LIMIT;

    @TempDir
    static Path directory;

    private static ClusterProcesses cluster;

    @BeforeAll
    static void startCluster() {
        cluster = ClusterProcesses.start(directory, LIMIT);
        awaitFewFallbacks(new PlainClient(cluster.first().port()), "192.0.2."); // a cold JVM is slow
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void burstThroughNginxGetsTheLimitOnce() throws IOException {
        Tool.NGINX.require();
        String servers = String.join(
                " ",
                cluster.all().stream()
                        .map(instance -> "server 127.0.0.1:" + instance.port() + ";")
                        .toList());
        String conf = "upstream instances { " + servers + " } server { listen 127.0.0.1:PORT; "
                + "location / { proxy_pass http://instances; } }";
        double fallbacks = cluster.fallbacks();
        long start = System.nanoTime();
        List<Integer> statuses;
        try (Nginx nginx = Nginx.start(directory, conf)) {
            PlainClient client = new PlainClient(nginx.port());
            statuses = IntStream.range(0, REQUESTS)
                    .parallel()
                    .mapToObj(request -> mint(client, "203.0.113.1"))
                    .toList();
        }
        double refilled = LIMIT * (System.nanoTime() - start) / 60e9;
        double alone = cluster.fallbacks() - fallbacks; // a busy machine may not answer within 50 ms

        long granted = statuses.stream().filter(status -> status == 200).count();
        assertTrue(granted <= LIMIT * 1.1 + refilled + alone, () -> granted + " granted, " + alone + " decided alone");
        assertTrue(granted >= LIMIT * 0.8, () -> granted + " granted");
        assertEquals(Set.of(200, 429), Set.copyOf(statuses));
    }

    @Test
    void silentMemberDelaysNoRequestAndTheClusterCountsAgainAfterwards() throws IOException {
        PlainClient client = new PlainClient(cluster.first().port(), Duration.ofSeconds(5));
        double before = cluster.first().fallbacks();
        cluster.edge().signal("-STOP");
        try {
            // Some of the buckets are owned by the silent member. Its requests end after ten seconds at the earliest.
            for (int i = 0; i < CLIENTS; i++) {
                assertEquals(401, mintWithInvalidCredential(client, "198.51.100." + i));
            }
            double alone = cluster.first().fallbacks() - before;
            assertTrue(alone > CLIENTS / 10, () -> alone + " decisions alone");
        } finally {
            cluster.edge().signal("-CONT");
        }

        awaitFewFallbacks(client, "198.51.100.");
    }

    /** On a busy machine, single answers may take longer than 50 ms. */
    private static void awaitFewFallbacks(PlainClient client, String network) {
        List<Double> rounds = new ArrayList<>();
        do {
            assertTrue(rounds.size() < 300, () -> "the instance still decides alone: " + rounds);
            double before = cluster.first().fallbacks();
            for (int i = 0; i < CLIENTS; i++) {
                mintWithInvalidCredential(client, network + i);
            }
            rounds.add(cluster.first().fallbacks() - before);
            ServiceProcess.pause(100);
        } while (rounds.get(rounds.size() - 1) > CLIENTS / 10);
    }

    private static int mint(PlainClient client, String address) {
        return client.request("POST", ApiClient.MINT + DemoDataset.PUBLIC.id(), "X-Forwarded-For", address)
                .status();
    }

    /** A request that is charged to the address, and that needs no access node. */
    private static int mintWithInvalidCredential(PlainClient client, String address) {
        return client.request(
                        "POST",
                        ApiClient.MINT + DemoDataset.PUBLIC.id(),
                        "X-Forwarded-For",
                        address,
                        "Authorization",
                        "Bearer x")
                .status();
    }
}
