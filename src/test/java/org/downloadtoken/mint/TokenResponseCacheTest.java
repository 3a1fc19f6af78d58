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
        Buffer first = responses.body(GRANT);
        clock.millis += 999;

        assertSame(first, responses.body(GRANT));
    }

    @Test
    void newKeyRingGivesOtherBytesInTheSameSecond() {
        Buffer first = responses.body(GRANT);

        ring = KeyRing.shared("another secret of the unit tests, 32 bytes at least");

        assertNotEquals(first, responses.body(GRANT));
    }

    @Test
    void aNewSecondGivesANewIat() {
        Buffer first = responses.body(GRANT);
        clock.millis += 1000;
        Buffer second = responses.body(GRANT);

        assertEquals(issuedAt(first) + 1, issuedAt(second));
    }

    @Test
    void aClockSetBackGivesTheEarlierIat() {
        Buffer first = responses.body(GRANT);
        clock.millis -= 1;

        assertEquals(issuedAt(first) - 1, issuedAt(responses.body(GRANT)));
    }

    @Test
    void cachedBodyEqualsANewlyMintedBody(Vertx vertx) {
        responses.body(GRANT);
        Buffer remembered = responses.body(GRANT);
        responses(vertx);

        assertEquals(remembered, responses.body(GRANT));
    }

    @Test
    void anotherTenantOfTheSameDatasetIsAnotherToken() {
        Granted moved = new Granted(
                GRANT.datasetId(), GRANT.recordId(), Optional.of(UUID.randomUUID()), Optional.empty(), GRANT.content());

        assertNotEquals(responses.body(GRANT), responses.body(moved));
        assertNotEquals(responses.body(moved), responses.body(GRANT));
    }

    @Test
    void tokenOfAUserIsNotCached() {
        Granted signedIn = new Granted(
                GRANT.datasetId(),
                GRANT.recordId(),
                Optional.empty(),
                Optional.of(new Subject(UUID.randomUUID(), "user")),
                GRANT.content());

        assertNotSame(responses.body(signedIn), responses.body(signedIn));
        assertNotEquals(responses.body(GRANT), responses.body(signedIn));
    }

    @Test
    void bodyBeyondTheBoundIsNotCached() {
        for (int i = 0; i < TokenResponseCache.MAX_ENTRIES; i++) {
            responses.body(new Granted(
                    UUID.randomUUID(), UUID.randomUUID(), Optional.empty(), Optional.empty(), Content.Absent.NO_ASSET));
        }

        assertNotSame(responses.body(GRANT), responses.body(GRANT));
        clock.millis += 1000;
        assertSame(responses.body(GRANT), responses.body(GRANT));
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
}
