package org.downloadtoken.token;

import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.metrics.KeyRingMetrics;
import org.downloadtoken.watch.FileWatcher;
import org.downloadtoken.watch.StaleState;
import org.downloadtoken.watch.WatchedFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key ring in use. All event loops read it; only the thread of the {@link FileWatcher} replaces it. If the directory does not
 * contain a valid key ring, the previous key ring stays in use.
 */
public final class ReloadingKeyRing implements Supplier<KeyRing>, WatchedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadingKeyRing.class);

    private final Optional<KeyRingDirectory> directory;
    private final KeyRingMetrics metrics;
    private final StaleState state;
    private volatile KeyRing current;
    private Map<String, ByteBuffer> currentContents = Map.of();
    private List<String> reportedUnused = List.of();

    private ReloadingKeyRing(Optional<KeyRingDirectory> directory, KeyRingMetrics metrics, KeyRing first) {
        this.directory = directory;
        this.metrics = metrics;
        this.state = new StaleState(LOG, "key ring", metrics::stale);
        this.current = first;
    }

    /** A key ring with the secret that is shared with the catalog. Without a directory, there is nothing to reload. */
    public static ReloadingKeyRing shared(String secret, KeyRingMetrics metrics) {
        return new ReloadingKeyRing(Optional.empty(), metrics, KeyRing.shared(secret));
    }

    /**
     * The key ring of a directory.
     *
     * @throws UnusableKeyException if the directory does not contain a valid key ring
     */
    public static ReloadingKeyRing in(KeyRingDirectory directory, KeyRingMetrics metrics) {
        Map<String, ByteBuffer> contents = directory.contents();
        ReloadingKeyRing keyRing = new ReloadingKeyRing(Optional.of(directory), metrics, directory.ring(contents));
        keyRing.currentContents = contents;
        keyRing.reportUnused(directory);
        return keyRing;
    }

    @Override
    public KeyRing get() {
        return current;
    }

    /** What a watcher reads; empty if the key ring cannot change. */
    public Optional<WatchedFiles> watched() {
        return directory.map(watched -> this);
    }

    @Override
    public Supplier<Future<Void>> read() {
        directory.ifPresent(this::refresh);
        return Future::succeededFuture;
    }

    private void refresh(KeyRingDirectory watched) {
        reportUnused(watched);
        try {
            Map<String, ByteBuffer> contents = watched.contents();
            if (!contents.equals(currentContents)) {
                KeyRing ring = watched.ring(contents);
                if (!watched.contents().equals(contents)) {
                    return; // the directory is being changed; the next call reads it again
                }
                current = ring;
                currentContents = contents;
                metrics.changed();
                LOG.info("The key ring has changed: {}", ring);
            }
            state.solved();
        } catch (UnusableKeyException e) {
            count(state.keep(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void reportFailure(Throwable failure) {
        count(state.keep(failure));
    }

    @Override
    public void reportHang() {
        count(state.keepSinceReadHangs());
    }

    private void count(boolean newProblem) {
        if (newProblem) {
            metrics.refused();
        }
    }

    /** An operator who misnames a key file would otherwise believe that its key is in use. */
    private void reportUnused(KeyRingDirectory watched) {
        List<String> unused = watched.unused();
        if (!unused.isEmpty() && !unused.equals(reportedUnused)) {
            LOG.warn("{} has files that are not used: {}; {}", watched.directory(), unused, KeyRingDirectory.NAMES);
        }
        reportedUnused = unused;
    }
}
