package org.downloadtoken.testing.revocation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.program.ServiceProcess;
import org.downloadtoken.testing.program.Workers;

/**
 * Requests the same datasets continuously over connections to each instance: tokens, or without a credential the approval of an
 * open download. An instance assigns successive connections to its event loops in turn, so each of two loops has connections of
 * both kinds.
 */
public final class RevocationProbe implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final long GIVE_UP_MS = 70_000;

    /** The observations of one connection: for each dataset, when the last granted request was sent. */
    private static final class Seen {
        final Map<UUID, Long> lastGrantAt = new HashMap<>();

        /** When the last pass started in which all datasets were granted, or all were refused. */
        long grantedFrom;

        long refusedFrom;
    }

    private final List<HiddenDataset> datasets;
    private final List<Seen> seen = new ArrayList<>();
    private final Workers workers = new Workers();

    public RevocationProbe(List<HiddenDataset> datasets, List<PlainClient> connections) {
        this.datasets = datasets;
        connections.forEach(this::begin);
    }

    /** Opens connections to each port. */
    public static List<PlainClient> connections(List<Integer> ports) {
        List<PlainClient> connections = new ArrayList<>();
        for (int port : ports) {
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(new PlainClient(port));
            }
        }
        return connections;
    }

    /** Waits until each connection is granted all datasets in a new pass, so all are cached. */
    public void awaitGranted() {
        long now = System.nanoTime();
        await(() -> seen.stream().allMatch(one -> grantedFrom(one) - now > 0), 20_000);
        long cached = System.nanoTime();
        await(() -> seen.stream().allMatch(one -> grantedFrom(one) - cached > 0), 20_000);
    }

    /**
     * Waits until each connection is refused all datasets in a pass that starts at this {@link System#nanoTime} or later.
     *
     * @return when a request for each dataset was last granted, in the order of the datasets
     */
    public List<Long> awaitRefused(long from) {
        await(() -> seen.stream().allMatch(one -> refusedFrom(one) - from > 0), GIVE_UP_MS);
        List<Long> last = new ArrayList<>();
        for (HiddenDataset dataset : datasets) {
            last.add(seen.stream()
                    .mapToLong(one -> lastGrant(one, dataset))
                    .max()
                    .orElseThrow());
        }
        return last;
    }

    @Override
    public void close() {
        workers.stop();
    }

    private void begin(PlainClient connection) {
        Seen ofThis = new Seen();
        boolean open = seen.size() / 2 % 2 == 1;
        seen.add(ofThis);
        workers.start("probe", running -> probe(connection, open, ofThis, running));
    }

    private static boolean isGranted(PlainClient connection, boolean open, UUID datasetId) {
        return open
                ? connection
                                .request("GET", "/api/auth/verify", "X-Original-URI", ApiClient.download(datasetId))
                                .status()
                        == 204
                : connection.request("POST", ApiClient.MINT + datasetId).status() == 200;
    }

    private void probe(PlainClient connection, boolean open, Seen ofThis, BooleanSupplier running) {
        while (running.getAsBoolean()) {
            long began = System.nanoTime();
            int granted = 0;
            for (HiddenDataset dataset : datasets) {
                long sentAt = System.nanoTime();
                if (isGranted(connection, open, dataset.id())) {
                    granted++;
                    synchronized (ofThis) {
                        ofThis.lastGrantAt.put(dataset.id(), sentAt);
                    }
                }
                ServiceProcess.pause(4);
            }
            synchronized (ofThis) {
                ofThis.grantedFrom = granted == datasets.size() ? began : ofThis.grantedFrom;
                ofThis.refusedFrom = granted == 0 ? began : ofThis.refusedFrom;
            }
        }
    }

    private static void await(BooleanSupplier condition, long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("not within " + millis + " ms");
            }
            ServiceProcess.pause(2);
        }
    }

    private static long grantedFrom(Seen one) {
        synchronized (one) {
            return one.grantedFrom;
        }
    }

    private static long refusedFrom(Seen one) {
        synchronized (one) {
            return one.refusedFrom;
        }
    }

    private static long lastGrant(Seen one, HiddenDataset dataset) {
        synchronized (one) {
            return one.lastGrantAt.getOrDefault(dataset.id(), Long.MIN_VALUE);
        }
    }
}
