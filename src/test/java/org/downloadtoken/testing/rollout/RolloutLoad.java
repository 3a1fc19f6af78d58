package org.downloadtoken.testing.rollout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.program.ServiceProcess;
import org.downloadtoken.testing.program.Workers;

/**
 * Mints tokens and downloads ranges with them, over HTTP/1.1 and HTTP/2, and verifies each response. Some clients pause between
 * requests, others do not.
 */
public final class RolloutLoad implements AutoCloseable {
    private static final int CLIENTS = 8;
    private static final int RANGE = 20_000;
    private static final long PAUSE_MS = 700;
    private static final long INTERVAL_MS = 15;

    private final int port;
    private final SSLContext trust;
    private final String file;
    private final Workers workers = new Workers();
    private final Map<String, Long> requests = new ConcurrentHashMap<>();
    private final Map<String, Long> failures = new ConcurrentHashMap<>();

    /** One way to send a request. */
    private interface Client {
        ApiResponse request(String method, String path, String... headers) throws IOException;
    }

    /**
     * Starts the load.
     *
     * @param file the content of the file of the public dataset, one character for each byte
     */
    public RolloutLoad(int port, SSLContext trust, String file) {
        this.port = port;
        this.trust = trust;
        this.file = file;
        for (int i = 0; i < CLIENTS; i++) {
            String protocol = i % 2 == 0 ? "HTTP/1.1" : "HTTP/2";
            long pauseMillis = i < 2 ? PAUSE_MS : 0;
            workers.start("rollout-" + i, running -> run(running, protocol, pauseMillis));
        }
    }

    /** The number of requests of each protocol. */
    public Map<String, Long> requests() {
        return new TreeMap<>(requests);
    }

    /** The causes of failed requests, with their numbers. */
    public Map<String, Long> failures() {
        return new TreeMap<>(failures);
    }

    /** Ends the load, and returns all failures. */
    public Map<String, Long> stop() {
        workers.stop();
        return failures();
    }

    @Override
    public void close() {
        workers.stop();
    }

    private void run(BooleanSupplier running, String protocol, long pauseMillis) {
        Client client = protocol.equals("HTTP/2")
                ? PlainClient.overHttp2(port, trust)::request
                : new KeptAliveClient(port, trust)::request;
        while (running.getAsBoolean()) {
            String token = mint(client, protocol);
            for (int i = 0; i < 3 && !token.isEmpty(); i++) {
                download(client, protocol, token);
            }
            ServiceProcess.pause(pauseMillis);
        }
    }

    private String mint(Client client, String protocol) {
        begin(protocol);
        try {
            ApiResponse minted = client.request("POST", ApiClient.MINT + DemoDataset.PUBLIC.id());
            if (minted.status() == 200) {
                return minted.token();
            }
            failed(protocol, "mint: " + minted.status());
        } catch (IOException | UncheckedIOException e) {
            failed(protocol, "mint: " + e);
        }
        return "";
    }

    private void download(Client client, String protocol, String token) {
        begin(protocol);
        UUID dataset = DemoDataset.PUBLIC.id();
        int first = ThreadLocalRandom.current().nextInt(file.length() - RANGE);
        try {
            ApiResponse part = client.request(
                    "GET",
                    ApiClient.download(dataset) + "?token=" + token,
                    "Range",
                    "bytes=" + first + "-" + (first + RANGE - 1));
            if (part.status() != 206) {
                failed(protocol, "download: " + part.status());
            } else if (!part.body().equals(file.substring(first, first + RANGE))) {
                failed(protocol, "download: other bytes, " + part.body().length());
            }
        } catch (IOException | UncheckedIOException e) {
            failed(protocol, "download: " + e);
        }
    }

    /** At a moderate rate: an overloaded service may reject requests. */
    private void begin(String protocol) {
        ServiceProcess.pause(INTERVAL_MS);
        requests.merge(protocol, 1L, Long::sum);
    }

    private void failed(String protocol, String cause) {
        failures.merge(protocol + " " + cause.replaceAll("\\d{4,}", "N"), 1L, Long::sum);
    }
}
