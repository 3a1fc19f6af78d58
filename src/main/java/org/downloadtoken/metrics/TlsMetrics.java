package org.downloadtoken.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Meters of the TLS certificate. Thread-safe. */
public final class TlsMetrics {
    private final AtomicInteger stale = new AtomicInteger();
    private final AtomicLong expiry = new AtomicLong();

    /** Registers the meters. Without TLS they do not exist. */
    public TlsMetrics(MeterRegistry registry) {
        Gauge.builder("tls_certificate_stale", stale, AtomicInteger::get)
                .description(
                        "1 while the certificate files are unusable and the service uses the previous certificate.")
                .strongReference(true)
                .register(registry);
        Gauge.builder("tls_certificate_expiry_timestamp_seconds", expiry, AtomicLong::get)
                .description("When the certificate in use expires, in seconds since 1970.")
                .strongReference(true)
                .register(registry);
    }

    public void stale(boolean isStale) {
        stale.set(isStale ? 1 : 0);
    }

    public void expiry(Instant end) {
        expiry.set(end.getEpochSecond());
    }
}
