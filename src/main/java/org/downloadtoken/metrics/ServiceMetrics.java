package org.downloadtoken.metrics;

import io.micrometer.core.instrument.MeterRegistry;

/** The meters of all operations. Each is looked up once; all event loops share them. */
public record ServiceMetrics(
        MintMetrics mint,
        DownloadMetrics downloads,
        AccessMetrics access,
        KeyRingMetrics keyRing,
        SessionKeyMetrics sessionKeys) {
    /** Registers all meters. */
    public static ServiceMetrics in(MeterRegistry registry) {
        return new ServiceMetrics(
                new MintMetrics(registry),
                new DownloadMetrics(registry),
                new AccessMetrics(registry),
                new KeyRingMetrics(registry),
                new SessionKeyMetrics(registry));
    }
}
