package org.downloadtoken.it.ratelimit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.ServiceProcess;

/**
 * Three instances of the jar that form a cluster on this machine.
 *
 * @param edge the one without access to the catalog, which the others do not need
 */
record ClusterProcesses(Instance first, Instance second, Instance edge) implements AutoCloseable {
    /** One instance. */
    record Instance(ServiceProcess process) {
        int port() {
            return process.port();
        }

        double fallbacks() {
            return new Metrics(process.managementPort()).value("rate_limit_fallbacks_total");
        }

        void signal(String signal) throws IOException {
            try {
                new ProcessBuilder(
                                "kill", signal, String.valueOf(process.process().pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static ClusterProcesses start(Path directory, int perMinute) {
        List<Integer> ports = Stream.generate(Daemon::freePort).limit(3).toList();
        Map<String, String> settings = RunningService.environment(Map.of(
                "RATE_LIMIT_PER_MINUTE", String.valueOf(perMinute),
                "RATE_LIMIT_SCOPE", "cluster",
                "TRUSTED_PROXIES", "127.0.0.1",
                "CLUSTER_MEMBERS",
                        ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")),
                "CLUSTER_HOST", "127.0.0.1",
                "CLUSTER_INSECURE", "allow"));
        Map<String, String> withoutCatalog = new HashMap<>(settings);
        withoutCatalog.keySet().removeAll(RunningService.catalog().settings().keySet());
        withoutCatalog.put("CLUSTER_ROLES", "edge");
        return new ClusterProcesses(
                instance(directory, settings, ports.get(0)),
                instance(directory, settings, ports.get(1)),
                instance(directory, withoutCatalog, ports.get(2)));
    }

    List<Instance> all() {
        return List.of(first, second, edge);
    }

    /** The decisions that instances made alone. */
    double fallbacks() {
        return all().stream().mapToDouble(Instance::fallbacks).sum();
    }

    @Override
    public void close() {
        all().forEach(instance -> instance.process().close());
    }

    private static Instance instance(Path directory, Map<String, String> settings, int port) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("CLUSTER_PORT", String.valueOf(port));
        all.put("CLUSTER_BUS_PORT", String.valueOf(Daemon.freePort()));
        return new Instance(new ServiceProcess(directory, all));
    }
}
