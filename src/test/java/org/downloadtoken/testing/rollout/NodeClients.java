package org.downloadtoken.testing.rollout;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.program.Tool;

/** Clients of HTTP/2 in a process of Node. */
final class NodeClients {
    private final Process process;
    private final Thread reader;
    private volatile JsonObject last = new JsonObject();

    /** Starts the clients. They expect the bytes of the file, and trust the certificate. */
    NodeClients(int port, Path file, Path certificate) {
        Tool.NODE.require();
        try {
            process = new ProcessBuilder(
                            "node",
                            "src/test/js/rollout-load.mjs",
                            "https://127.0.0.1:" + port,
                            ApiClient.MINT + DemoDataset.PUBLIC.id(),
                            ApiClient.download(DemoDataset.PUBLIC.id()),
                            file.toString(),
                            certificate.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = new Thread(this::read, "rollout-node");
        reader.start();
    }

    long requests() {
        return last.getLong("requests", 0L);
    }

    /** How many requests GOAWAY prevented before Node had sent them. */
    long notSent() {
        return last.getLong("notSent", 0L);
    }

    /** The causes of failed requests, with their numbers. */
    Map<String, Long> failures() {
        Map<String, Long> failures = new TreeMap<>();
        last.getJsonObject("failures", new JsonObject())
                .forEach(failure ->
                        failures.put("HTTP/2 " + failure.getKey(), ((Number) failure.getValue()).longValue()));
        return failures;
    }

    /** Ends the clients after their requests. */
    void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("The clients did not end by themselves");
            }
            reader.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Ends the clients at once. */
    void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = new JsonObject(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
