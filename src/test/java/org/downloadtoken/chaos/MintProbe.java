package org.downloadtoken.chaos;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.program.ServiceProcess;

/** Mints tokens and asks for liveness for a while, over connections to all event loops. */
record MintProbe(int port, int managementPort) {
    private static final int CLIENTS = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /**
     * The observations.
     *
     * @param p99Millis the 99th percentile of the latencies, in milliseconds
     */
    record Result(int granted, int failed, double p99Millis, int live, int notLive) {}

    MintProbe(ServiceProcess service) {
        this(service.port(), service.managementPort());
    }

    Result run(int millis) {
        List<PlainClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) { // each has a connection of its own
            clients.add(new PlainClient(port, TIMEOUT));
        }
        PlainClient management = new PlainClient(managementPort, TIMEOUT);
        List<Long> nanos = new ArrayList<>();
        int granted = 0;
        int failed = 0;
        int live = 0;
        int notLive = 0;
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() - until < 0) {
            for (PlainClient client : clients) {
                long start = System.nanoTime();
                if (isStatus(200, client, "POST", ApiClient.MINT + DemoDataset.PUBLIC.id())) {
                    granted++;
                } else {
                    failed++;
                }
                nanos.add(System.nanoTime() - start);
            }
            if (isStatus(200, management, "GET", "/health/live")) {
                live++;
            } else {
                notLive++;
            }
            ServiceProcess.pause(10);
        }
        nanos.sort(null);
        return new Result(granted, failed, nanos.get(nanos.size() * 99 / 100) / 1e6, live, notLive);
    }

    private static boolean isStatus(int status, PlainClient client, String method, String path) {
        try {
            return client.request(method, path).status() == status;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
