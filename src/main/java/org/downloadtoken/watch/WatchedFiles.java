package org.downloadtoken.watch;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Files whose contents are in use, and that may change at any time. */
public interface WatchedFiles {
    /** Reads the files. Blocks, for ever if the disk hangs, so it must hold no lock. Returns what to do then on the event loop. */
    Supplier<Future<Void>> read();

    /** Reports that the last read failed unexpectedly. */
    void failed(Throwable failure);

    /** Reports that the read in progress takes too long. */
    void hangs();
}
