package org.downloadtoken.access.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogHealthProbeTest {
    private final List<Promise<Void>> pings = new ArrayList<>();
    private final CatalogHealthProbe probe = new CatalogHealthProbe(this::ping);

    @Test
    void catalogIsDownAfterThreeFailuresInARow() {
        fails();
        fails();
        answers();
        fails();
        fails();
        assertTrue(probe.isUp());
        fails();

        assertFalse(probe.isUp());
    }

    @Test
    void catalogIsUpAfterTwoAnswersInARow() {
        fails();
        fails();
        fails();
        answers();
        fails();
        answers();
        assertFalse(probe.isUp());
        answers();

        assertTrue(probe.isUp());
    }

    @Test
    void noPingIsSentWhileOneIsInFlight() {
        probe.tick();
        probe.tick();

        assertEquals(1, pings.size());
    }

    private Future<Void> ping() {
        Promise<Void> ping = Promise.promise();
        pings.add(ping);
        return ping.future();
    }

    private void fails() {
        probe.tick();
        pings.get(pings.size() - 1).fail("away");
    }

    private void answers() {
        probe.tick();
        pings.get(pings.size() - 1).complete();
    }
}
