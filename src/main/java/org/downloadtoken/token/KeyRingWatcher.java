package org.downloadtoken.token;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Looks at the directory of keys every two seconds: by content, since mounted secrets swap links instead of files. */
public final class KeyRingWatcher extends VerticleBase {
    private static final long PERIOD_MS = 2_000;

    private final ReloadingKeyRing rings;

    public KeyRingWatcher(ReloadingKeyRing rings) {
        this.rings = rings;
    }

    @Override
    public Future<?> start() {
        if (rings.isWatched()) {
            vertx.setPeriodic(
                    PERIOD_MS,
                    tick -> vertx.executeBlocking(() -> {
                        rings.refresh();
                        return null;
                    }));
        }
        return Future.succeededFuture();
    }
}
