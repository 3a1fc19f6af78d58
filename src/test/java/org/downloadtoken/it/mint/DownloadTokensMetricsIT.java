package org.downloadtoken.it.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests how a request for many tokens is counted. */
class DownloadTokensMetricsIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final UUID HIDDEN = DemoDataset.PRIVATE.id();
    private static final String REQUESTS = "download_token_requests_total";

    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of());

    /** Duplicates, datasets that others ask for at the same time, and a full batch before it. */
    @Test
    void oneQueryAnswersAllDatasets() {
        List<UUID> unknown = Stream.generate(UUID::randomUUID).limit(50).toList();
        List<UUID> twice = Stream.concat(unknown.stream(), unknown.stream()).toList();
        for (String[] headers :
                List.of(new String[0], new String[] {"Authorization", "Bearer " + Tokens.session(DemoUser.ANALYST)})) {
            double before = metrics().value("dataset_access_batch_size_count");

            assertEquals(
                    Collections.nCopies(100, 404),
                    BatchResponse.statuses(SERVICE.client().mintAll(twice, headers)));

            assertEquals(before + 1, metrics().value("dataset_access_batch_size_count"));
        }
    }

    @Test
    void eachDatasetIsCounted() {
        double granted = metrics().sum(REQUESTS, "outcome", "granted");
        double hidden = metrics().sum(REQUESTS, "outcome", "not_found");
        double invalid = metrics().sum(REQUESTS, "outcome", "invalid_dataset_id");
        double unauthorized = metrics().sum(REQUESTS, "outcome", "unauthorized");

        SERVICE.client().mintAll(List.of(PUBLIC, HIDDEN, "x"));
        SERVICE.client().mintAll(List.of(PUBLIC, HIDDEN), "Authorization", "Bearer x");

        assertEquals(granted + 1, metrics().sum(REQUESTS, "outcome", "granted"));
        assertEquals(hidden + 1, metrics().sum(REQUESTS, "outcome", "not_found"));
        assertEquals(invalid + 1, metrics().sum(REQUESTS, "outcome", "invalid_dataset_id"));
        assertEquals(unauthorized + 2, metrics().sum(REQUESTS, "outcome", "unauthorized"));
    }

    private static Metrics metrics() {
        return new Metrics(SERVICE.managementPort());
    }
}
