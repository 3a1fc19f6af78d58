package org.downloadtoken.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.Content;
import org.downloadtoken.ratelimit.ClientAddress;
import org.downloadtoken.ratelimit.Consumption;
import org.downloadtoken.server.client.RequestAddress;
import org.downloadtoken.server.client.RequestClient;
import org.junit.jupiter.api.Test;

class MintRateLimitTest {
    private static final Future<Granted> GRANTED = Future.succeededFuture(new Granted(
            UUID.randomUUID(), UUID.randomUUID(), Optional.empty(), Optional.empty(), Content.Absent.NO_ASSET));

    private final MintRateLimit limit =
            new MintRateLimit(Optional.empty(), new RequestClient(new RequestAddress(new ClientAddress(List.of()))));
    private final AtomicInteger resolved = new AtomicInteger();
    private final Consumption open = resolved::incrementAndGet;

    @Test
    void grantMovesTheConsumptionToTheKey() {
        limit.settle(open, GRANTED);

        assertEquals(1, resolved.get());
    }

    @Test
    void unavailableCatalogKeepsTheConsumption() {
        limit.settle(open, Future.failedFuture(new IllegalStateException("away")));

        assertEquals(0, resolved.get());
    }

    @Test
    void finalConsumptionReturnsTheDecisionUnchanged() {
        assertSame(GRANTED, limit.settle(Consumption.CHARGED, GRANTED));
    }
}
