package org.downloadtoken.watch;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Files whose contents are in use, and that may change at any time. */
public interface WatchedFiles {
    /**
     * Reads the files on the thread of the watcher. A disk that hangs can block this call for ever, so it must hold no lock. Returns a
     * task for the event loop.
     */
    Supplier<Future<Void>> read();

    /** Reports that a read, or the task after it, failed unexpectedly. */
    void reportFailure(Throwable failure);

    /** Reports that a read has lasted 10 s. Called on the event loop every two seconds until the read ends. */
    void reportHang();
}
