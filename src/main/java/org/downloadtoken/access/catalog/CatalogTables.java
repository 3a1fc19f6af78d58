package org.downloadtoken.access.catalog;

import java.util.List;

/** The tables of the catalog that the service reads. */
public final class CatalogTables {
    public static final List<String> NAMES = List.of(
            "datasets", "records", "dataset_grants", "roles", "user_roles", "users", "api_keys", "raster_assets");

    private CatalogTables() {}
}
