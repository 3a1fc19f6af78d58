package org.downloadtoken.access.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** A catalog whose datasets are hidden and shown. Delivers notifications in the order of the commits. */
final class SimulatedCatalog {
    private final SimulatedTime time;
    private final Map<UUID, TreeMap<Long, Boolean>> visibility = new HashMap<>();
    private final List<Consumer<UUID>> listeners = new ArrayList<>();

    SimulatedCatalog(SimulatedTime time) {
        this.time = time;
    }

    void listen(Consumer<UUID> listener) {
        listeners.add(listener);
    }

    void set(UUID dataset, boolean visible) {
        visibility
                .computeIfAbsent(dataset, id -> new TreeMap<>(Map.of(-1L, true)))
                .put(time.nanos(), visible);
        listeners.forEach(listener -> listener.accept(dataset));
    }

    boolean isVisible(UUID dataset) {
        TreeMap<Long, Boolean> changes = visibility.get(dataset);
        return changes == null || changes.lastEntry().getValue();
    }

    /** For how long a dataset has been hidden, in nanoseconds; 0 if it is visible. */
    long hiddenFor(UUID dataset) {
        TreeMap<Long, Boolean> changes = visibility.get(dataset);
        if (changes == null || changes.lastEntry().getValue()) {
            return 0;
        }
        long since = changes.lastKey();
        for (Map.Entry<Long, Boolean> change : changes.descendingMap().entrySet()) {
            if (change.getValue()) {
                break;
            }
            since = change.getKey();
        }
        return time.nanos() - since;
    }
}
