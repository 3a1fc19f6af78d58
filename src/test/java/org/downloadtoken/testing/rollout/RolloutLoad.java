package org.downloadtoken.testing.rollout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.program.ServiceProcess;
import org.downloadtoken.testing.program.Workers;

/**
 * Mints tokens and downloads ranges with them, over HTTP/1.1 and HTTP/2, and verifies each response. Some clients pause between
 * requests, others do not.
 */
public final class RolloutLoad implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final String HTTP_1 = "HTTP/1.1";
    private static final int RANGE = 20_000;
    private static final long PAUSE_MS = 700;
    private static final long INTERVAL_MS = 15;

    private final int port;
    private final SSLContext trust;
    private final String file;
    private final NodeClients node;
    private final Workers workers = new Workers();
    private final AtomicLong requests = new AtomicLong();
    private final Map<String, Long> failures = new ConcurrentHashMap<>();

    /**
     * Starts the load.
     *
     * @param certificate the file with the certificate that the clients trust
     * @param file the file of the public dataset
     */
    public RolloutLoad(int port, SSLContext trust, Path certificate, Path file) throws IOException {
        this.port = port;
        this.trust = trust;
        this.file = Files.readString(file, StandardCharsets.ISO_8859_1);
        node = new NodeClients(port, file, certificate);
        for (int i = 0; i < CLIENTS; i++) {
            long pauseMillis = i == 0 ? PAUSE_MS : 0;
            workers.start("rollout-" + i, running -> run(running, pauseMillis));
        }
    }

    /** The number of requests of each protocol. */
    public Map<String, Long> requests() {
        return Map.of(HTTP_1, requests.get(), "HTTP/2", node.requests());
    }

    /** How many requests of HTTP/2 were sent on another connection, since GOAWAY arrived before they were sent. */
    public long notSent() {
        return node.notSent();
    }

    /** The causes of failed requests, with their numbers. */
    public Map<String, Long> failures() {
        Map<String, Long> all = node.failures();
        all.putAll(failures);
        return all;
    }

    /** Ends the load, and returns all failures. */
    public Map<String, Long> stop() {
        node.stop();
        workers.stop();
        return failures();
    }

    @Override
    public void close() {
        node.close();
        workers.stop();
    }

    private void run(BooleanSupplier running, long pauseMillis) {
        KeptAliveClient client = new KeptAliveClient(port, trust);
        while (running.getAsBoolean()) {
            String token = mint(client);
            for (int i = 0; i < 3 && !token.isEmpty(); i++) {
                download(client, token);
            }
            ServiceProcess.pause(pauseMillis);
        }
    }

    private String mint(KeptAliveClient client) {
        begin();
        try {
            ApiResponse minted = client.request("POST", ApiClient.MINT + DemoDataset.PUBLIC.id());
            if (minted.status() == 200) {
                return minted.token();
            }
            failed("mint: " + minted.status());
        } catch (IOException e) {
            failed("mint: " + e);
        }
        return "";
    }

    private void download(KeptAliveClient client, String token) {
        begin();
        UUID dataset = DemoDataset.PUBLIC.id();
        int first = ThreadLocalRandom.current().nextInt(file.length() - RANGE);
        try {
            ApiResponse part = client.request(
                    "GET",
                    ApiClient.download(dataset) + "?token=" + token,
                    "Range",
                    "bytes=" + first + "-" + (first + RANGE - 1));
            if (part.status() != 206) {
                failed("download: " + part.status());
            } else if (!part.body().equals(file.substring(first, first + RANGE))) {
                failed("download: other bytes, " + part.body().length());
            }
        } catch (IOException e) {
            failed("download: " + e);
        }
    }

    /** At a moderate rate: an overloaded service may reject requests. */
    private void begin() {
        ServiceProcess.pause(INTERVAL_MS);
        requests.incrementAndGet();
    }

    private void failed(String cause) {
        failures.merge(HTTP_1 + " " + cause.replaceAll("\\d{4,}", "N"), 1L, Long::sum);
    }
}
