package org.downloadtoken.access;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.downloadtoken.access.cluster.ClusterBus;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.Content;
import org.downloadtoken.access.wire.AccessRequests;
import org.downloadtoken.access.wire.WireVersions;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.metrics.ServiceMetrics;
import org.downloadtoken.session.Caller;

/** A consumer of access requests that keeps the messages until the test replies. Its cache has the time of the test. */
final class RequestedCatalog {
    static final UUID DATASET = UUID.randomUUID();
    static final AccessRequest ANONYMOUS = new AccessRequest(DATASET, Caller.ANONYMOUS, AccessRequest.Use.MINT);
    static final Granted GRANT =
            new Granted(DATASET, UUID.randomUUID(), Optional.empty(), Optional.empty(), Content.Absent.NO_ASSET);
    static final Refused REFUSAL = new Refused(Failure.DATASET_HIDDEN);

    private final AtomicLong nanos = new AtomicLong();
    private final List<Message<AccessRequests>> messages = new ArrayList<>();
    private final Vertx vertx;

    RequestedCatalog(Vertx vertx) {
        this.vertx = vertx;
        ClusterBus.registerCodecs(vertx.eventBus(), WireVersions.SUPPORTED);
        vertx.eventBus().<AccessRequests>localConsumer(AccessBus.REQUESTS, messages::add);
    }

    /** Anonymous requests for random datasets. */
    static List<AccessRequest> anonymous(int number) {
        return Stream.generate(() -> new AccessRequest(UUID.randomUUID(), Caller.ANONYMOUS, AccessRequest.Use.MINT))
                .limit(number)
                .toList();
    }

    /** Access checks whose requests are sent at the end of the turn. */
    DatasetAccess access() {
        return access(task -> vertx.runOnContext(turn -> task.run()));
    }

    /** Access checks whose requests are sent when the given task runs. */
    DatasetAccess access(Executor endOfTurn) {
        return new DatasetAccess(
                requests -> AccessBus.request(vertx.eventBus(), requests),
                endOfTurn,
                new PublicDatasetCache(Duration.ofSeconds(5), nanos::get, Invalidations.none(), Runnable::run),
                ServiceMetrics.in(new SimpleMeterRegistry()).access());
    }

    void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    /** The requests of each message until now. */
    List<List<AccessRequest>> messages() {
        return messages.stream().map(message -> message.body().requests()).toList();
    }

    void reply(int message, AccessDecision... decisions) {
        AccessBus.reply(messages.get(message), List.of(decisions));
    }

    void fail(int message, int code) {
        messages.get(message).fail(code, "a failure of the test");
    }

    /** Runs a task after the requests of this turn have been sent and delivered. */
    void afterDelivery(Runnable task) {
        vertx.runOnContext(gathered -> vertx.runOnContext(sent -> vertx.runOnContext(delivered -> task.run())));
    }

    /** Replies to the first message once it is delivered. */
    void replyToFirst(AccessDecision... decisions) {
        afterDelivery(() -> reply(0, decisions));
    }
}
