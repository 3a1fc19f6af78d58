package org.downloadtoken.clients.prism.services;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.testing.PlainClient;

/** Clients that send one request after another. */
final class BackgroundRequests implements AutoCloseable {
    private static final int CLIENTS = 2;

    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);

    BackgroundRequests(int port, String path) {
        for (int i = 0; i < CLIENTS; i++) {
            threads.execute(() -> {
                PlainClient client = new PlainClient(port);
                while (!threads.isShutdown()) {
                    client.request("HEAD", path);
                }
            });
        }
    }

    /** Waits for the responses to the last requests. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a request has no response");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
