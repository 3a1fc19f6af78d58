package org.downloadtoken.watch;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Reads files every two seconds. It does not look at their times, since a mounted secret changes by its symbolic links. It reads one
 * at a time, so that a disk that hangs stops one thread only.
 */
public final class FileWatcher extends VerticleBase {
    private static final long INTERVAL_MS = 2_000;

    /** The number of intervals after which a read counts as hung. */
    private static final int HUNG_INTERVALS = 5;

    private final WatchedFiles files;

    /**
     * Not a worker of Vert.x, which would log a warning each second while a disk hangs, and would interrupt the thread on the
     * event loop when it closes.
     */
    private final ExecutorService reader;

    /** How many intervals the read in progress has lasted, with the task after it; 0 if there is none. */
    private int intervals;

    /**
     * Creates a watcher.
     *
     * @param thread the name of its thread
     */
    public FileWatcher(String thread, WatchedFiles files) {
        this.files = files;
        reader = Executors.newSingleThreadExecutor(work -> daemon(thread, work));
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(INTERVAL_MS, elapsed -> {
            intervals++;
            if (intervals == 1) {
                reader.execute(this::read);
            } else if (intervals > HUNG_INTERVALS) {
                files.reportHang();
            }
        });
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        reader.shutdown();
        return Future.succeededFuture();
    }

    private void read() {
        try {
            Supplier<Future<Void>> task = files.read();
            context.runOnContext(turn -> Future.succeededFuture()
                    .compose(read -> task.get())
                    .onFailure(files::reportFailure)
                    .onComplete(done -> intervals = 0));
        } catch (RuntimeException | Error e) { // otherwise it would count as a hung disk for ever
            files.reportFailure(e);
            context.runOnContext(turn -> intervals = 0);
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
