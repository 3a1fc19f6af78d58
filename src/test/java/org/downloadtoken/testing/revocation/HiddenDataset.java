package org.downloadtoken.testing.revocation;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A public dataset with its own record, which a test hides. */
public record HiddenDataset(UUID id, UUID recordId) {
    public static List<HiddenDataset> some(int number) {
        return Stream.generate(() -> new HiddenDataset(UUID.randomUUID(), UUID.randomUUID()))
                .limit(number)
                .toList();
    }

    public static String insertRecords(Collection<HiddenDataset> datasets) {
        return "INSERT INTO catalog.records (id, title, visibility, record_status) VALUES "
                + rows(datasets, "('%2$s', 'hidden later', 'public', 'published')");
    }

    public static String insertDatasets(Collection<HiddenDataset> datasets) {
        return "INSERT INTO catalog.datasets (id, record_id) VALUES " + rows(datasets, "('%1$s', '%2$s')");
    }

    public static String hide(Collection<HiddenDataset> datasets) {
        return "UPDATE catalog.records SET visibility = 'private' WHERE id IN (" + recordIds(datasets) + ")";
    }

    public static String recordIds(Collection<HiddenDataset> datasets) {
        return rows(datasets, "'%2$s'");
    }

    private static String rows(Collection<HiddenDataset> datasets, String row) {
        return datasets.stream()
                .map(dataset -> row.formatted(dataset.id(), dataset.recordId()))
                .collect(Collectors.joining(", "));
    }
}
