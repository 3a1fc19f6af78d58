package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.util.OptionalDouble;
import org.downloadtoken.bench.server.Metrics;

/**
 * The catalog queries of a service since its start.
 *
 * @param requests the access requests in all queries
 */
record CatalogQueries(double queries, double requests) {
    static CatalogQueries of(Metrics metrics) throws IOException {
        return new CatalogQueries(
                metrics.sum("dataset_access_batch_size_count"), metrics.sum("dataset_access_batch_size_sum"));
    }

    /**
     * The average number of access requests in one query. It is empty if the catalog was asked for less than half of the datasets:
     * the others came from the cache.
     */
    OptionalDouble requestsPerQuerySince(CatalogQueries earlier, double datasets) {
        double asked = requests - earlier.requests;
        return asked > datasets / 2 ? OptionalDouble.of(asked / (queries - earlier.queries)) : OptionalDouble.empty();
    }
}
