package org.downloadtoken.access;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.downloadtoken.access.policy.AccessAttributes;
import org.downloadtoken.access.policy.AccessAttributes.Dataset;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.Content;
import org.downloadtoken.metrics.ServiceMetrics;
import org.downloadtoken.session.Caller;

/** A batcher, with a query that keeps its batches until the test completes or fails them. */
final class BatchedQueries {
    record Sent(List<AccessRequest> requests, Promise<List<AccessAttributes>> answer) {
        /** Answers each request with attributes that contain it. */
        void complete() {
            answer.complete(requests.stream().map(BatchedQueries::attributesOf).toList());
        }
    }

    private final List<Sent> sent = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AccessQueryBatcher batcher;
    private long nanos;

    BatchedQueries(int maxQueries) {
        batcher = new AccessQueryBatcher(
                this::send, maxQueries, ServiceMetrics.in(registry).access(), () -> nanos);
    }

    private Future<List<AccessAttributes>> send(List<AccessRequest> requests) {
        Sent batch = new Sent(requests, Promise.promise());
        sent.add(batch);
        return batch.answer().future();
    }

    /** Adds requests that come in one message. */
    Future<List<AccessAttributes>> addMessage(List<AccessRequest> requests) {
        return batcher.attributes(requests);
    }

    Future<AccessAttributes> add(AccessRequest request) {
        return addMessage(List.of(request)).map(attributes -> attributes.get(0));
    }

    /** Adds a request. */
    Future<AccessAttributes> add() {
        return add(request());
    }

    /** Adds requests, each in a message of its own. */
    List<AccessRequest> add(int number) {
        List<AccessRequest> requests = requests(number);
        requests.forEach(this::add);
        return requests;
    }

    void pass(long duration) {
        nanos += duration;
    }

    /** The batches until now. */
    List<Sent> sent() {
        return sent;
    }

    /** The requests of a batch. */
    List<AccessRequest> sent(int batch) {
        return sent.get(batch).requests();
    }

    void complete(int batch) {
        sent.get(batch).complete();
    }

    double waiting() {
        return registry.get("dataset_access_questions_waiting").gauge().value();
    }

    static List<AccessRequest> requests(int number) {
        return Stream.generate(BatchedQueries::request).limit(number).toList();
    }

    static AccessRequest request() {
        Caller caller = UUID.randomUUID().hashCode() % 2 == 0
                ? Caller.ANONYMOUS
                : new Caller.SessionUser(UUID.randomUUID(), 0, 0);
        return new AccessRequest(UUID.randomUUID(), caller, AccessRequest.Use.MINT);
    }

    /** Attributes that contain their request. */
    static AccessAttributes attributesOf(AccessRequest request) {
        return new AccessAttributes(
                Optional.of(new Dataset(
                        request.datasetId(),
                        request.toString(),
                        "published",
                        Optional.empty(),
                        Optional.empty(),
                        Content.Absent.NO_ASSET)),
                Optional.empty(),
                Optional.empty());
    }
}
