package org.downloadtoken.it.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.demo.DemoApiKey;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;

/** The callers and datasets in the tables of access rules. */
final class CatalogOfRules {
    static final String FULL = DemoApiKey.FULL.text();
    static final String READ_ONLY = DemoApiKey.READ_ONLY.text();

    private CatalogOfRules() {}

    /** The headers of each caller, in the order of the tables. */
    static Map<String, String[]> callers() {
        RunningService.catalog().execute("""
                        INSERT INTO catalog.api_keys (user_id, key_hash, is_active, expires_at, key_epoch)
                        SELECT 'a0000000-0000-4000-8000-000000000003', encode(sha256(key::bytea), 'hex'), active, expiry, epoch
                          FROM (VALUES ('rules-expired', true, now() - interval '1 second', 0),
                                       ('rules-unexpired', true, now() + interval '1 hour', 0),
                                       ('rules-inactive', false, NULL, 0),
                                       ('rules-stale', true, NULL, 1)) AS v (key, active, expiry, epoch)
                        ON CONFLICT DO NOTHING;
                        INSERT INTO catalog.api_keys (user_id, key_hash)
                        VALUES ('a0000000-0000-4000-8000-000000000005', encode(sha256('rules-of-inactive'), 'hex'))
                        ON CONFLICT DO NOTHING;
                        """);
        Map<String, String[]> callers = new LinkedHashMap<>();
        callers.put("anonymous", new String[0]);
        for (DemoUser user : List.of(
                DemoUser.OUTSIDER,
                DemoUser.ANALYST,
                DemoUser.OWNER,
                DemoUser.ADMIN,
                DemoUser.INACTIVE,
                DemoUser.REVOKED)) {
            callers.put(user.username(), new String[] {"Authorization", "Bearer " + Tokens.session(user)});
        }
        for (String key : List.of(FULL, READ_ONLY, "rules-expired", "rules-stale")) {
            callers.put(key, new String[] {"X-Api-Key", key});
        }
        return callers;
    }

    /** The statuses of a table's row, which follow visibility and status of the dataset. */
    static List<Integer> statuses(ArgumentsAccessor row) {
        return row.toList().stream()
                .skip(2)
                .map(status -> Integer.valueOf(status.toString()))
                .toList();
    }

    /** A dataset of the owner with a file, granted to analysts. */
    static UUID dataset(String visibility, String status, String tenant) {
        UUID id = UUID.randomUUID();
        RunningService.catalog().execute("""
                        INSERT INTO catalog.records (id, title, visibility, record_status, record_type, created_by, tenant_id)
                        VALUES ('%1$s', 'rules', '%2$s', '%3$s', 'raster_dataset',
                                'a0000000-0000-4000-8000-000000000002', %4$s);
                        INSERT INTO catalog.datasets (id, record_id) VALUES ('%1$s', '%1$s');
                        INSERT INTO catalog.dataset_grants (dataset_id, role_id)
                        VALUES ('%1$s', 'b0000000-0000-4000-8000-000000000002');
                        """.formatted(id, visibility, status, tenant));
        Rasters.addAsset(id, DemoCogs.KEY);
        return id;
    }
}
