package org.downloadtoken.access.catalog.startup;

import java.time.Instant;
import java.util.List;

/**
 * The rights of the service's role in the catalog.
 *
 * @param missing the tables that the schema lacks
 * @param unreadable the tables without the right to SELECT
 * @param modifiable the tables that the role owns or may change
 * @param keysIndexed whether an index begins with the hash of the API keys
 * @param now the clock of the server
 */
public record CatalogRole(
        String name,
        boolean superuser,
        List<String> missing,
        List<String> unreadable,
        List<String> modifiable,
        boolean keysIndexed,
        Instant now) {
    public CatalogRole {
        missing = List.copyOf(missing);
        unreadable = List.copyOf(unreadable);
        modifiable = List.copyOf(modifiable);
    }
}
