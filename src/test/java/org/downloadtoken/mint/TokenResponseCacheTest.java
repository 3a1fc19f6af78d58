package org.downloadtoken.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Subject;
import org.downloadtoken.access.policy.Content;
import org.downloadtoken.token.DownloadTokenMinter;
import org.downloadtoken.token.KeyRing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TokenResponseCacheTest {
    private static final Granted GRANT = new Granted(
            UUID.randomUUID(), UUID.randomUUID(), Optional.empty(), Optional.empty(), Content.Absent.NO_ASSET);

    private final SettableClock clock = new SettableClock();
    private TokenResponseCache responses;
    private KeyRing ring = KeyRing.shared("a secret of the unit tests, 32 bytes at least");

    @BeforeEach
    void responses(Vertx vertx) {

        responses = new TokenResponseCache(
                new DownloadTokenMinter(vertx, () -> ring, Duration.ofSeconds(120), Duration.ZERO), clock);
    }

    @Test
    void theSameSecondGivesTheSameBytes() {
        Buffer first = body(responses, GRANT);
        clock.millis += 999;

        assertSame(first, body(responses, GRANT));
    }

    @Test
    void newKeyRingGivesOtherBytesInTheSameSecond() {
        Buffer first = body(responses, GRANT);

        ring = KeyRing.shared("another secret of the unit tests, 32 bytes at least");

        assertNotEquals(first, body(responses, GRANT));
    }

    @Test
    void aNewSecondGivesANewIat() {
        Buffer first = body(responses, GRANT);
        clock.millis += 1000;
        Buffer second = body(responses, GRANT);

        assertEquals(issuedAt(first) + 1, issuedAt(second));
    }

    @Test
    void aClockSetBackGivesTheEarlierIat() {
        Buffer first = body(responses, GRANT);
        clock.millis -= 1;

        assertEquals(issuedAt(first) - 1, issuedAt(body(responses, GRANT)));
    }

    @Test
    void cachedBodyEqualsANewlyMintedBody(Vertx vertx) {
        body(responses, GRANT);
        Buffer remembered = body(responses, GRANT);
        responses(vertx);

        assertEquals(remembered, body(responses, GRANT));
    }

    @Test
    void anotherTenantOfTheSameDatasetIsAnotherToken() {
        Granted moved = new Granted(
                GRANT.datasetId(), GRANT.recordId(), Optional.of(UUID.randomUUID()), Optional.empty(), GRANT.content());

        assertNotEquals(body(responses, GRANT), body(responses, moved));
        assertNotEquals(body(responses, moved), body(responses, GRANT));
    }

    @Test
    void tokenOfAUserIsNotCached() {
        Granted signedIn = new Granted(
                GRANT.datasetId(),
                GRANT.recordId(),
                Optional.empty(),
                Optional.of(new Subject(UUID.randomUUID(), "user")),
                GRANT.content());

        assertNotSame(body(responses, signedIn), body(responses, signedIn));
        assertNotEquals(body(responses, GRANT), body(responses, signedIn));
    }

    @Test
    void bodyBeyondTheBoundIsNotCached() {
        for (int i = 0; i < TokenResponseCache.MAX_ENTRIES; i++) {
            body(
                    responses,
                    new Granted(
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            Optional.empty(),
                            Optional.empty(),
                            Content.Absent.NO_ASSET));
        }

        assertNotSame(body(responses, GRANT), body(responses, GRANT));
        clock.millis += 1000;
        assertSame(body(responses, GRANT), body(responses, GRANT));
    }

    private static long issuedAt(Buffer body) {
        String payload = new JsonObject(body).getString("token").split("\\.")[1];
        return new JsonObject(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8))
                .getLong("iat");
    }

    private static final class SettableClock extends Clock {
        private long millis = 1_795_000_000_000L;

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static Buffer body(TokenResponseCache responses, Granted grant) {
        return responses.minted(grant).body();
    }
}
