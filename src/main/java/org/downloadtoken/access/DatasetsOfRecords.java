package org.downloadtoken.access;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The cached datasets of each record: an invalidation names a dataset or a record. Belongs to one event loop. */
final class DatasetsOfRecords {
    private final Map<UUID, Set<UUID>> datasets = new HashMap<>();

    void add(UUID recordId, UUID datasetId) {
        datasets.computeIfAbsent(recordId, first -> new HashSet<>(2)).add(datasetId);
    }

    /** Removes one dataset of a record. */
    void remove(UUID recordId, UUID datasetId) {
        datasets.computeIfPresent(recordId, (id, ofRecord) -> {
            ofRecord.remove(datasetId);
            return ofRecord.isEmpty() ? null : ofRecord;
        });
    }

    /** Removes a record, and returns its datasets. */
    Set<UUID> remove(UUID recordId) {
        Set<UUID> ofRecord = datasets.remove(recordId);
        return ofRecord == null ? Set.of() : ofRecord;
    }

    void clear() {
        datasets.clear();
    }

    /** The number of records. */
    int size() {
        return datasets.size();
    }
}
