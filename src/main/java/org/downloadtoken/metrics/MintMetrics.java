package org.downloadtoken.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.failure.Outcome;

/** Meters of the operations that mint tokens, and of the audit log. Thread-safe. */
public final class MintMetrics {
    private final PerLabel<Outcome, PerLabel<CallerKind, Counter>> requests;
    private final Timer duration;
    private final Counter auditDropped;

    MintMetrics(MeterRegistry registry) {
        requests = new PerLabel<>(
                Outcome.class,
                outcome -> new PerLabel<>(
                        CallerKind.class,
                        caller -> Counter.builder("download_token_requests")
                                .description("Requested tokens, by outcome and kind of caller.")
                                .tag("outcome", outcome.label())
                                .tag("caller", caller.label())
                                .register(registry)));
        duration = Timer.builder("download_token_request_duration")
                .description("Time from the routing of a request for tokens to its response.")
                .serviceLevelObjectives(Latencies.buckets())
                .register(registry);
        auditDropped = Counter.builder("audit_events_dropped")
                .description("Events missing from the audit log because writing was too slow.")
                .register(registry);
    }

    /** Counts one requested token. */
    public void decided(Outcome outcome, CallerKind caller) {
        requests.of(outcome).of(caller).increment();
    }

    /** Records the duration of one request, in nanoseconds. */
    public void answered(long nanos) {
        duration.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Counts an event that is missing from the audit log. */
    public void auditDropped() {
        auditDropped.increment();
    }
}
