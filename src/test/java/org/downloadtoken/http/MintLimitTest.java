package org.downloadtoken.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.downloadtoken.access.AccessAnswer.Granted;
import org.downloadtoken.access.Content;
import org.downloadtoken.limit.Charge;
import org.downloadtoken.limit.ClientAddress;
import org.junit.jupiter.api.Test;

class MintLimitTest {
    private static final Future<Granted> GRANTED = Future.succeededFuture(new Granted(
            UUID.randomUUID(), UUID.randomUUID(), Optional.empty(), Optional.empty(), Content.Absent.NO_ASSET));

    private final MintLimit limit = new MintLimit(Optional.empty(), new RequestAddress(new ClientAddress(List.of())));
    private final AtomicInteger resolved = new AtomicInteger();
    private final Charge open = resolved::incrementAndGet;

    @Test
    void aGrantSettlesWhoPays() {
        limit.settled(open, GRANTED);

        assertEquals(1, resolved.get());
    }

    @Test
    void aCatalogThatDoesNotAnswerGivesNothingBack() {
        limit.settled(open, Future.failedFuture(new IllegalStateException("away")));

        assertEquals(0, resolved.get());
    }

    @Test
    void whereNothingIsOpenTheAnswerPassesAsItIs() {
        assertSame(GRANTED, limit.settled(Charge.FINAL, GRANTED));
    }
}
