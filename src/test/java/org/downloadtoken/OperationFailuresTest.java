package org.downloadtoken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.ext.web.RoutingContext;
import io.vertx.junit5.VertxExtension;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.downloadtoken.access.AccessBus;
import org.downloadtoken.access.cluster.ClusterBus;
import org.downloadtoken.access.invalidation.Invalidations;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.access.wire.AccessDecisions;
import org.downloadtoken.access.wire.AccessRequests;
import org.downloadtoken.access.wire.WireVersions;
import org.downloadtoken.audit.AuditLog;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.download.storage.Cog;
import org.downloadtoken.download.storage.CogRequest;
import org.downloadtoken.download.storage.CogStorage;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.Outcome;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.jose.VerifiedJwtCache;
import org.downloadtoken.metrics.ServiceMetrics;
import org.downloadtoken.ratelimit.InstancePermits;
import org.downloadtoken.ratelimit.RateLimiter;
import org.downloadtoken.server.contract.BoundOperations;
import org.downloadtoken.server.contract.ContractDocument;
import org.downloadtoken.session.SessionIssuers;
import org.downloadtoken.testing.StubRequest;
import org.downloadtoken.token.DownloadTokenMinter;
import org.downloadtoken.token.ReloadingKeyRing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Each operation counts and ends every failure exactly once, wherever it comes from. */
@ExtendWith(VertxExtension.class)
class OperationFailuresTest {
    private static final Logger AUDIT = (Logger) LoggerFactory.getLogger("audit");
    private static final String SECRET = "a secret of the unit tests, 32 bytes at least";
    private static final UUID DATASET = UUID.fromString("2489e9ad-2ee2-8e00-8ec9-32d5f69181c0");
    private static final String PATH = "/api/datasets/" + DATASET + "/download/cog";
    private static final RasterAsset ASSET = new RasterAsset("title", "key.tif", false, Optional.empty());
    private static final Granted GRANTED =
            new Granted(DATASET, UUID.randomUUID(), Optional.empty(), Optional.empty(), ASSET);

    private enum Tested {
        MINT(Operations.MINT, "download_token_requests"),
        MINT_ALL("createDownloadTokens", "download_token_requests"),
        DOWNLOAD(Operations.DOWNLOAD, "download_requests"),
        VERIFY("verifyDownload", "download_requests"),
        /** The route that is not in the contract. Its requests count as those of VERIFY. */
        EXT_AUTHZ("", "download_requests");

        private final String operationId;
        private final String counter;

        Tested(String operationId, String counter) {
            this.operationId = operationId;
            this.counter = counter;
        }

        private boolean isMint() {
            return this == MINT || this == MINT_ALL;
        }

        private boolean isOfProxy() {
            return this == VERIFY || this == EXT_AUTHZ;
        }

        /** A request for several tokens does not fail if it gets no token for one dataset. */
        private boolean failsWith(Failure refusal) {
            return this != MINT_ALL || refusal != Failure.DATASET_HIDDEN;
        }

        private boolean counts(Counter meter) {
            String operation = meter.getId().getTag("operation");
            return meter.getId().getName().equals(counter)
                    && (operation == null
                            || operation.equals(isOfProxy() ? "verify" : name().toLowerCase(Locale.ROOT)));
        }
    }

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ListAppender<ILoggingEvent> audited = new ListAppender<>();
    private final AuditLog audit = new AuditLog(() -> {});
    private AccessDecision decision = GRANTED;
    private RuntimeException storageFailure = new RequestFailure(Failure.FILE_MISSING);
    private final Map<String, Handler<RoutingContext>> handlers = new HashMap<>();
    private String token = "";

    @BeforeEach
    void handlers(Vertx vertx) throws Exception {
        audited.start();
        AUDIT.setLevel(Level.INFO);
        AUDIT.addAppender(audited);
        ServiceConfig config = ServiceConfig.from(Map.of("JWT_SECRET_KEY", SECRET, "PUBLIC_CACHE_TTL_MS", "0"));
        ServiceMetrics metrics = ServiceMetrics.in(registry);
        ReloadingKeyRing keyRing = ReloadingKeyRing.shared(SECRET, metrics.keyRing());
        SharedServices shared = new SharedServices(
                keyRing,
                SessionIssuers.of(config, Optional.empty()),
                new VerifiedJwtCache<>(1, Clock.systemUTC()),
                new VerifiedJwtCache<>(1, Clock.systemUTC()),
                new FailingStorage(),
                Invalidations.none(),
                loop -> requests -> AccessBus.request(loop.eventBus(), requests),
                Limits.of(config, policy -> new InstancePermits(new RateLimiter(policy))),
                Optional.of(audit),
                metrics,
                Clock.systemUTC());
        ClusterBus.registerCodecs(vertx.eventBus(), WireVersions.SUPPORTED);
        vertx.eventBus()
                .<AccessRequests>localConsumer(
                        "dataset.access",
                        message -> message.reply(
                                new AccessDecisions(Collections.nCopies(
                                        message.body().requests().size(), decision)),
                                new DeliveryOptions().setCodecName("access-decisions")));
        ContractDocument document = new ContractDocument("/api");
        OpenAPIContract contract =
                OpenAPIContract.from(vertx, document.loadable()).await(5, TimeUnit.SECONDS);
        BoundOperations bound = Operations.on(vertx, config, contract, shared).bound(document);
        handlers.putAll(bound.ofContract());
        handlers.put(
                "",
                context ->
                        bound.prefix().operation().handle(context.request(), PATH + "?token=" + token, context::fail));
        token = new DownloadTokenMinter(vertx, keyRing, Duration.ofSeconds(120), Duration.ZERO)
                .mint(GRANTED, System.currentTimeMillis() / 1000)
                .value();
    }

    @AfterEach
    void stopAudit() {
        AUDIT.detachAppender(audited);
        audit.close();
    }

    @ParameterizedTest
    @MethodSource("everyFailure")
    void aFailureBeforeAccessIsCountedOnce(Tested operation, Throwable thrown) {
        StubRequest request = request(operation).throwing(thrown);

        handle(operation, request);

        assertEquals(List.of(thrown), request.failures());
        assertCountedOnce(operation, Failure.of(thrown).outcome());
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void aRefusedAccessIsCountedOnce(Tested operation, Failure refusal, Vertx vertx) throws Exception {
        decision = new Refused(refusal);
        StubRequest request = request(operation);

        handleOnContext(vertx, operation, request);

        Outcome expected =
                operation.isOfProxy() && refusal != Failure.INVALID_CREDENTIAL ? Outcome.FORBIDDEN : refusal.outcome();
        assertEquals(expected, Failure.of(request.failures().get(0)).outcome());
        assertEquals(1, request.failures().size());
        assertCountedOnce(operation, expected);
        if (operation.isMint()) {
            audit.close();
            assertEquals(1, audited.list.size());
            assertTrue(audited.list.get(0).getMessage().contains("\"outcome\":\"" + expected.label() + "\""));
        }
    }

    @ParameterizedTest
    @MethodSource("everyException")
    void aFailedStorageIsCountedOnce(RuntimeException thrown, Vertx vertx) throws Exception {
        storageFailure = thrown;
        StubRequest request = request(Tested.DOWNLOAD);

        handleOnContext(vertx, Tested.DOWNLOAD, request);

        assertSame(thrown, request.failures().get(0));
        assertCountedOnce(Tested.DOWNLOAD, Failure.of(thrown).outcome());
    }

    private StubRequest request(Tested operation) {
        return new StubRequest(
                DATASET.toString(),
                operation.isMint() ? "" : "token=" + token,
                operation == Tested.VERIFY
                        ? Map.of("X-Original-URI", PATH + "?token=" + token)
                        : Map.of("Content-Type", "application/json"));
    }

    private void handle(Tested operation, StubRequest request) {
        Objects.requireNonNull(handlers.get(operation.operationId)).handle(request.context());
    }

    private void handleOnContext(Vertx vertx, Tested operation, StubRequest request) throws Exception {
        vertx.runOnContext(started -> handle(operation, request));
        for (int attempt = 0; request.failures().isEmpty() && attempt < 500; attempt++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private void assertCountedOnce(Tested operation, Outcome outcome) {
        List<Counter> counted = new ArrayList<>();
        registry.forEachMeter(meter -> {
            if (meter instanceof Counter counter && operation.counts(counter) && counter.count() > 0) {
                counted.add(counter);
            }
        });
        assertEquals(1, counted.size(), counted::toString);
        assertEquals(1.0, counted.get(0).count());
        assertEquals(outcome.label(), counted.get(0).getId().getTag("outcome"));
    }

    private static Stream<RuntimeException> everyException() {
        return Stream.concat(
                Stream.of(Failure.values()).map(RequestFailure::new),
                Stream.of(new IllegalStateException("unexpected")));
    }

    private static Stream<Arguments> everyFailure() {
        return Stream.of(Tested.values())
                .flatMap(operation -> Stream.concat(everyException(), Stream.of(new NoClassDefFoundError()))
                        .map(thrown -> Arguments.of(operation, thrown)));
    }

    private static Stream<Arguments> everyRefusal() {
        return Stream.of(Tested.values())
                .flatMap(operation -> Refused.FAILURES.stream()
                        .filter(operation::failsWith)
                        .map(refusal -> Arguments.of(operation, refusal)));
    }

    private final class FailingStorage implements CogStorage {
        @Override
        public Future<Cog> get(CogRequest request) {
            return Future.failedFuture(storageFailure);
        }

        @Override
        public Future<Cog> head(CogRequest request) {
            return Future.failedFuture(storageFailure);
        }
    }
}
