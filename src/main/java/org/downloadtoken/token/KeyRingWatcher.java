package org.downloadtoken.token;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Refreshes the key ring from its directory every two seconds. It compares contents, since mounted secrets replace symbolic
 * links instead of files.
 */
public final class KeyRingWatcher extends VerticleBase {
    private static final long INTERVAL_MS = 2_000;

    private final ReloadingKeyRing keyRing;

    public KeyRingWatcher(ReloadingKeyRing keyRing) {
        this.keyRing = keyRing;
    }

    @Override
    public Future<?> start() {
        if (keyRing.isWatched()) {
            vertx.setPeriodic(
                    INTERVAL_MS,
                    tick -> vertx.executeBlocking(() -> {
                                keyRing.refresh();
                                return null;
                            })
                            .onFailure(keyRing::refreshFailed));
        }
        return Future.succeededFuture();
    }
}
