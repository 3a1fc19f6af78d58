package org.downloadtoken.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The metrics of a server. */
@FunctionalInterface
public interface Metrics {
    /** Servers other than the service have no metrics. */
    Metrics NONE = prefix -> 0;

    /** The sum of the metrics whose names and labels start with the prefix. */
    double sum(String prefix) throws IOException;

    /** Metrics in the text format of Prometheus, at the management port of a service. */
    static Metrics at(int port) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
        return prefix -> {
            try (InputStream text = uri.toURL().openStream()) {
                return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith(prefix))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum();
            }
        };
    }
}
