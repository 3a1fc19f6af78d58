package org.downloadtoken.token;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.metrics.KeyRingMetrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ring in use. All event loops read it; {@link #refresh()} alone swaps it, one caller at a time. Where the directory
 * holds no ring that can be used, the old one stays.
 */
public final class ReloadingKeyRing implements Supplier<KeyRing> {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadingKeyRing.class);

    private final Optional<KeyRingDirectory> directory;
    private final KeyRingMetrics metrics;
    private volatile KeyRing current;
    private Map<String, ByteBuffer> used = Map.of();
    private @Nullable String complaint;

    private ReloadingKeyRing(Optional<KeyRingDirectory> directory, KeyRingMetrics metrics, KeyRing first) {
        this.directory = directory;
        this.metrics = metrics;
        this.current = first;
    }

    /** The secret that is shared with the catalog, for good. */
    public static ReloadingKeyRing shared(String secret, KeyRingMetrics metrics) {
        return new ReloadingKeyRing(Optional.empty(), metrics, KeyRing.shared(secret));
    }

    /**
     * The ring in a directory.
     *
     * @throws UnusableKeyException if there is none that can be used
     */
    public static ReloadingKeyRing in(KeyRingDirectory directory, KeyRingMetrics metrics) {
        Map<String, ByteBuffer> contents = directory.contents();
        ReloadingKeyRing rings = new ReloadingKeyRing(Optional.of(directory), metrics, directory.ring(contents));
        rings.used = contents;
        return rings;
    }

    @Override
    public KeyRing get() {
        return current;
    }

    /** Whether the ring can change. */
    public boolean isWatched() {
        return directory.isPresent();
    }

    /** Looks whether the directory holds other bytes than before; it blocks. */
    synchronized void refresh() {
        directory.ifPresent(watched -> {
            try {
                Map<String, ByteBuffer> contents = watched.contents();
                if (!contents.equals(used) || complaint != null) {
                    swap(watched, contents);
                }
            } catch (UnusableKeyException e) {
                keep(String.valueOf(e.getMessage()));
            }
        });
    }

    private void swap(KeyRingDirectory watched, Map<String, ByteBuffer> contents) {
        KeyRing ring = watched.ring(contents);
        if (!watched.contents().equals(contents)) {
            return; // it changes just now; the next look will tell
        }
        if (!contents.equals(used)) {
            current = ring;
            used = contents;
            metrics.changed();
            LOG.info("Another key ring: {}", ring);
        }
        complaint = null;
        metrics.stale(false);
    }

    /** One line a fault, not one a look. */
    private void keep(String why) {
        metrics.stale(true);
        if (!why.equals(complaint)) {
            complaint = why;
            metrics.refused();
            LOG.warn("The key ring stays as it was: {}", why);
        }
    }
}
