package org.downloadtoken.testing.program;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.downloadtoken.testing.PlainClient;

/** A real Prometheus with the shipped configuration and rules that writes only to its own directory. */
public final class Prometheus implements AutoCloseable {
    private static final Path SHIPPED = Path.of("conf/prometheus");

    private final Daemon daemon;

    private Prometheus(Daemon daemon) {
        this.daemon = daemon;
    }

    /** Starts a Prometheus that scrapes a local port every second. */
    public static Prometheus scraping(Path directory, int managementPort) {
        try {
            Files.copy(SHIPPED.resolve("alerts.yaml"), directory.resolve("alerts.yaml"));
            Path config = Files.writeString(
                    directory.resolve("prometheus.yaml"),
                    Files.readString(SHIPPED.resolve("prometheus.yaml"))
                            .replace("15s", "1s")
                            .replaceFirst(
                                    "(?s)dns_sd_configs:.*",
                                    "static_configs: [{targets: ['127.0.0.1:" + managementPort + "']}]\n"));
            int port = Daemon.freePort();
            Daemon daemon = Daemon.start(
                    port,
                    directory.resolve("output"),
                    Map.of(),
                    "prometheus",
                    "--config.file=" + config,
                    "--storage.tsdb.path=" + directory.resolve("series"),
                    "--web.listen-address=127.0.0.1:" + port);
            return new Prometheus(daemon).awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The current result of a query: series, or one scalar value. */
    public JsonArray query(String promql) {
        return get("/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8))
                .getJsonArray("result");
    }

    /** Waits until a query has a result. */
    public void await(String condition) {
        for (int attempt = 0; query(condition).isEmpty(); attempt++) {
            if (attempt == 300) {
                throw new AssertionError("never came true: " + condition);
            }
            ServiceProcess.pause(100);
        }
    }

    /** The rules with the result of their last evaluation. */
    public JsonArray rules() {
        return get("/api/v1/rules").getJsonArray("groups").getJsonObject(0).getJsonArray("rules");
    }

    /** Waits until Prometheus is ready, since it listens earlier. */
    private Prometheus awaitReady() {
        PlainClient client = new PlainClient(daemon.port());
        for (int attempt = 0; client.request("GET", "/-/ready").status() != 200; attempt++) {
            if (attempt == 300) {
                close();
                throw new IllegalStateException("Prometheus does not become ready");
            }
            ServiceProcess.pause(100);
        }
        return this;
    }

    private JsonObject get(String path) {
        JsonObject answer = new PlainClient(daemon.port()).request("GET", path).json();
        if (!answer.getString("status").equals("success")) {
            throw new IllegalArgumentException(path + ": " + answer.getString("error"));
        }
        return answer.getJsonObject("data");
    }

    @Override
    public void close() {
        daemon.close();
    }
}
