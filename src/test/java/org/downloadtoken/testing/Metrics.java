package org.downloadtoken.testing;

/** Reads the metrics of an instance from its management port. */
public record Metrics(int managementPort) {
    /** The sum of all series of a metric that have this label. */
    public double sum(String metric, String label, String value) {
        return new PlainClient(managementPort)
                .request("GET", "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(metric + "{") && line.contains(label + "=\"" + value + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** The value of a metric without labels. */
    public double value(String metric) {
        return new PlainClient(managementPort)
                .request("GET", "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(metric + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }
}
