package org.downloadtoken.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.log.LogQueue;

/** Creates the Prometheus registry of one instance, and selects what Vert.x and the JVM report to it. */
public final class Registries {
    private Registries() {}

    /** Creates a registry with the meters of the process and {@code build_info}. */
    public static PrometheusMeterRegistry create() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(MeterFilter.deny(Registries::isOfSingleConnection));
        new FileDescriptorMetrics().bindTo(registry);
        FunctionCounter.builder("log_events_dropped", LogQueue.class, queue -> LogQueue.dropped())
                .description("Log events dropped because the standard output did not accept them in time.")
                .register(registry);
        buildInfo(registry);
        return registry;
    }

    /**
     * Options that make Vert.x report its pools only. Its HTTP and SQL metrics look up their meters for each request, which
     * costs a tenth of a mint. The service counts its responses itself.
     */
    public static MicrometerMetricsOptions vertxOptions() {
        MicrometerMetricsOptions options = new MicrometerMetricsOptions()
                .setEnabled(true)
                .setRegistryName(
                        UUID.randomUUID().toString()) // else a second instance in a process reports to the first
                .setJvmMetricsEnabled(true)
                .setLabels(EnumSet.of(Label.POOL_TYPE, Label.POOL_NAME));
        EnumSet.complementOf(EnumSet.of(MetricsDomain.NAMED_POOLS)).forEach(options::addDisabledMetricsCategory);
        return options.addDisabledMetricsCategory("sql");
    }

    /** Pools of one connection, which the service opens often: catalog-changes, catalog-heartbeats, catalog-server. */
    private static boolean isOfSingleConnection(Meter.Id meter) {
        return Optional.ofNullable(meter.getTag(Label.POOL_NAME.toString()))
                .filter(pool -> pool.startsWith("catalog-"))
                .isPresent();
    }

    private static void buildInfo(MeterRegistry registry) {
        Gauge.builder("build.info", () -> 1)
                .description("Always 1; the labels are the versions of the service and of Java")
                .tag("version", Build.version())
                .tag("java", Runtime.version().toString())
                .register(registry);
    }
}
