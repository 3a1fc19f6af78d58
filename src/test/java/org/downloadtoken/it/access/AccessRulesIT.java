package org.downloadtoken.it.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the access rules with every visibility, status and kind of caller. */
class AccessRulesIT {
    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    private static Map<String, String[]> callers = Map.of();

    @BeforeAll
    static void callers() {
        callers = CatalogOfRules.callers();
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        visibility, status,    anonymous, outsider, granted, owner, admin, inactive, revoked, key, read-only, expired, stale
        public,     published, 200,       200,      200,     200,   200,   401,      401,     200, 403,       401,     401
        internal,   published, 404,       200,      200,     200,   200,   401,      401,     200, 403,       401,     401
        restricted, published, 404,       404,      200,     200,   200,   401,      401,     200, 403,       401,     401
        private,    published, 404,       404,      404,     200,   200,   401,      401,     404, 403,       401,     401
        embargoed,  published, 404,       404,      404,     200,   200,   401,      401,     404, 403,       401,     401
        public,     draft,     404,       404,      404,     200,   200,   401,      401,     404, 403,       401,     401
        internal,   draft,     404,       404,      404,     200,   200,   401,      401,     404, 403,       401,     401
        restricted, draft,     404,       404,      404,     200,   200,   401,      401,     404, 403,       401,     401
        private,    draft,     404,       404,      404,     200,   200,   401,      401,     404, 403,       401,     401
        embargoed,  draft,     404,       404,      404,     200,   200,   401,      401,     404, 403,       401,     401
        public,     archived,  404,       404,      404,     200,   200,   401,      401,     404, 403,       401,     401
        internal,   archived,  404,       404,      404,     200,   200,   401,      401,     404, 403,       401,     401
        restricted, archived,  404,       404,      404,     200,   200,   401,      401,     404, 403,       401,     401
        private,    archived,  404,       404,      404,     200,   200,   401,      401,     404, 403,       401,     401
        embargoed,  archived,  404,       404,      404,     200,   200,   401,      401,     404, 403,       401,     401
        """)
    void eachCallerReceivesTheStatusOfTheTable(ArgumentsAccessor row) {
        UUID datasetId = CatalogOfRules.dataset(row.getString(0), row.getString(1), "NULL");
        List<Integer> expected = CatalogOfRules.statuses(row);
        Map<String, Integer> mints = new LinkedHashMap<>();
        Map<String, Integer> batches = new LinkedHashMap<>();

        callers.forEach((name, headers) -> {
            mints.put(name, SERVICE.client().mint(datasetId, headers).status());
            batches.put(name, statusAmongOthers(datasetId, headers));
        });

        assertEquals(expected, List.copyOf(mints.values()), mints::toString);
        assertEquals(expected, List.copyOf(batches.values()), batches::toString);
        callers.forEach((name, headers) -> assertDownload(datasetId, name, mints, headers));
    }

    /** Whoever gets a token may download. An anonymous caller needs the token, and a read-only key may download without one. */
    private static void assertDownload(UUID datasetId, String name, Map<String, Integer> mints, String... headers) {
        boolean isReadOnly = name.equals(CatalogOfRules.READ_ONLY);
        int expected = name.equals("anonymous") ? 401 : mints.getOrDefault(isReadOnly ? CatalogOfRules.FULL : name, 0);
        for (String file : List.of("cog", "rules.tif")) {
            String path = ApiClient.download(datasetId).replaceFirst("cog$", file);

            assertEquals(
                    expected, SERVICE.client().request("GET", path, headers).status(), name + " " + file);
            assertEquals(
                    expected, SERVICE.client().request("HEAD", path, headers).status(), name + " " + file);
        }
    }

    /** The status for a dataset in a request for several: that of its item, or of the whole request. */
    private static int statusAmongOthers(UUID datasetId, String... headers) {
        List<UUID> datasetIds = List.of(UUID.randomUUID(), datasetId, DemoDataset.PUBLIC.id());
        ApiResponse response = SERVICE.client().mintAll(datasetIds, headers);
        if (response.status() != 200) {
            return response.status();
        }
        JsonObject item = response.json().getJsonArray("tokens").getJsonObject(1);
        assertEquals(datasetId.toString(), item.getString("dataset_id"));
        return item.containsKey("token") ? 200 : item.getJsonObject("problem").getInteger("status");
    }
}
