package org.downloadtoken.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.downloadtoken.failure.Outcome;
import org.downloadtoken.metrics.Operation;
import org.downloadtoken.session.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AuditLogTest {
    private static final UUID DATASET = UUID.fromString("2489e9ad-2ee2-8e00-8ec9-32d5f69181c0");
    private static final UUID USER = UUID.fromString("a0000000-0000-4000-8000-000000000003");

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger dropped = new AtomicInteger();

    @Test
    void eventsAreWrittenInOrderBeforeTheLogCloses() {
        try (AuditLog log = new AuditLog(written::add, dropped::incrementAndGet)) {
            for (int i = 0; i < 100; i++) {
                log.add(decision(Optional.empty(), Optional.of("key-" + i)));
            }
        }

        assertEquals(100, written.size());
        for (int i = 0; i < 100; i++) {
            assertEquals("key-" + i, new JsonObject(written.get(i)).getString("kid"));
        }
        assertEquals(0, dropped.get());
    }

    @Test
    void eventNamesTheCallerWithoutTheCredential() {
        String keyHash = "0123456789ab" + "c".repeat(52);

        assertEquals(
                new JsonObject()
                        .put("event", "mint")
                        .put("at", "2026-11-24T00:00:00Z")
                        .put("outcome", "granted")
                        .put("dataset", DATASET.toString())
                        .put("caller", "session")
                        .put("address", "127.0.0.1")
                        .put("user", USER.toString())
                        .put("kid", "2026-11")
                        .put("jti", "a-jti"),
                json(decision(Optional.of(new Caller.SessionUser(USER, 0, 0)), Optional.of("2026-11"))));
        JsonObject byKey = json(decision(Optional.of(new Caller.ApiKey(keyHash)), Optional.empty()));
        assertEquals("0123456789ab", byKey.getString("api_key_sha256"));
        assertEquals("api_key", byKey.getString("caller"));
        assertTrue(!byKey.encode().contains("ccc"), byKey::encode);
        assertEquals(
                "unresolved", json(decision(Optional.empty(), Optional.empty())).getString("caller"));
    }

    @Test
    void downloadNamesTheUserOfAnApiKey() {
        assertEquals(
                new JsonObject()
                        .put("event", "download")
                        .put("at", "1970-01-01T00:00:00Z")
                        .put("dataset", DATASET.toString())
                        .put("operation", "verify")
                        .put("via", "header")
                        .put("caller", "api_key")
                        .put("address", "127.0.0.1")
                        .put("user", USER.toString())
                        .put("api_key_sha256", "0123456789ab"),
                json(new DownloadEvent(
                        Instant.EPOCH,
                        Operation.VERIFY,
                        DownloadEvent.Via.HEADER,
                        new Caller.ApiKey("0123456789ab" + "c".repeat(52)),
                        Optional.of(USER),
                        InetAddress.getLoopbackAddress(),
                        DATASET,
                        Optional.empty())));
    }

    @Test
    void addressHasTheFormOfRfc5952() throws UnknownHostException {
        AuditEvent decision = new MintEvent(
                Instant.EPOCH,
                Optional.empty(),
                InetAddress.getByName("2001:DB8:0:0:1:0:0:1"),
                DATASET,
                Outcome.NOT_FOUND,
                Optional.empty(),
                Optional.empty());

        assertEquals("2001:db8::1:0:0:1", json(decision).getString("address"));
    }

    private static JsonObject json(AuditEvent decision) {
        return new JsonObject(decision.toJson());
    }

    private static AuditEvent decision(Optional<Caller> caller, Optional<String> keyId) {
        return new MintEvent(
                Instant.parse("2026-11-24T00:00:00Z"),
                caller,
                InetAddress.getLoopbackAddress(),
                DATASET,
                Outcome.GRANTED,
                keyId,
                Optional.of("a-jti"));
    }
}
