package org.downloadtoken.it.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.downloadtoken.demo.DemoApiKey;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the access rules with every visibility, status and kind of caller. */
class AccessRulesIT {
    private static final String TENANT = "'e0000000-0000-4000-8000-000000000001'";

    private static final String FULL = DemoApiKey.FULL.text();
    private static final String READ_ONLY = DemoApiKey.READ_ONLY.text();

    @RegisterExtension
    static final RunningService SERVICE = new RunningService();

    @RegisterExtension
    static final RunningService OPEN = new RunningService(Map.of(
            "PUBLIC_DOWNLOADS", "open", "DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    private static final Map<String, String[]> CALLERS = new LinkedHashMap<>();

    @BeforeAll
    static void callers() {
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
        CALLERS.put("anonymous", new String[0]);
        for (DemoUser user : List.of(
                DemoUser.OUTSIDER,
                DemoUser.ANALYST,
                DemoUser.OWNER,
                DemoUser.ADMIN,
                DemoUser.INACTIVE,
                DemoUser.REVOKED)) {
            CALLERS.put(user.username(), new String[] {"Authorization", "Bearer " + Tokens.session(user)});
        }
        for (String key : List.of(FULL, READ_ONLY, "rules-expired", "rules-stale")) {
            CALLERS.put(key, new String[] {"X-Api-Key", key});
        }
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
    void eachCallerReceivesTheStatusOfTheTable(
            String visibility,
            String status,
            int anonymous,
            int outsider,
            int granted,
            int owner,
            int admin,
            int inactive,
            int revoked,
            int key,
            int readOnly,
            int expired,
            int stale) {
        UUID datasetId = dataset(visibility, status, "NULL");
        List<Integer> expected =
                List.of(anonymous, outsider, granted, owner, admin, inactive, revoked, key, readOnly, expired, stale);

        Map<String, Integer> answers = new LinkedHashMap<>();
        CALLERS.forEach((name, headers) ->
                answers.put(name, SERVICE.client().mint(datasetId, headers).status()));

        assertEquals(expected, List.copyOf(answers.values()), () -> answers.toString());
        Map<String, Integer> batch = new LinkedHashMap<>();
        CALLERS.forEach((name, headers) -> batch.put(name, statusAmongOthers(datasetId, headers)));
        assertEquals(expected, List.copyOf(batch.values()), () -> "of a batch: " + batch);
        CALLERS.forEach((name, headers) -> assertDownload(datasetId, name, answers, headers));
    }

    /** The dataset has no file, and whoever may download it is told so. An anonymous caller needs a token, a read-only key does not. */
    private static void assertDownload(UUID datasetId, String name, Map<String, Integer> answers, String... headers) {
        int mint = answers.getOrDefault(name.equals(READ_ONLY) ? FULL : name, 0);
        int expected = name.equals("anonymous") ? 401 : mint == 200 ? 400 : mint;
        for (String file : List.of("cog", "rules.tif")) {
            String path = ApiClient.download(datasetId).replaceFirst("cog$", file);

            assertEquals(
                    expected, SERVICE.client().request("GET", path, headers).status(), name + " " + file);
            assertEquals(
                    expected, SERVICE.client().request("HEAD", path, headers).status(), name + " " + file);
        }
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        visibility, status,    anonymous, outsider, granted, owner, admin, inactive, revoked, key, read-only, expired, stale
        public,     published, 200,       200,      200,     200,   200,   401,      401,     200, 200,       401,     401
        internal,   published, 401,       200,      200,     200,   200,   401,      401,     200, 200,       401,     401
        restricted, published, 401,       404,      200,     200,   200,   401,      401,     200, 200,       401,     401
        private,    published, 401,       404,      404,     200,   200,   401,      401,     404, 404,       401,     401
        embargoed,  published, 401,       404,      404,     200,   200,   401,      401,     404, 404,       401,     401
        public,     draft,     401,       404,      404,     200,   200,   401,      401,     404, 404,       401,     401
        internal,   draft,     401,       404,      404,     200,   200,   401,      401,     404, 404,       401,     401
        public,     archived,  401,       404,      404,     200,   200,   401,      401,     404, 404,       401,     401
        """)
    void openDownloadIsThatOfTheTable(
            String visibility,
            String status,
            int anonymous,
            int outsider,
            int granted,
            int owner,
            int admin,
            int inactive,
            int revoked,
            int key,
            int readOnly,
            int expired,
            int stale) {
        UUID datasetId = dataset(visibility, status, "NULL");
        Rasters.addAsset(datasetId, DemoCogs.KEY);
        List<Integer> expected =
                List.of(anonymous, outsider, granted, owner, admin, inactive, revoked, key, readOnly, expired, stale);

        assertEquals(
                expected,
                statuses(headers -> OPEN.client()
                        .request("GET", ApiClient.download(datasetId), headers)
                        .status()));
        assertEquals(
                expected.stream().map(AccessRulesIT::forProxy).toList(),
                statuses(headers -> OPEN.client()
                        .request("GET", "/api/auth/verify", withUri(datasetId, headers))
                        .status()));
    }

    private static List<Integer> statuses(ToIntFunction<String[]> request) {
        return CALLERS.values().stream()
                .map(headers -> request.applyAsInt(headers))
                .toList();
    }

    private static int forProxy(int status) {
        return switch (status) {
            case 200 -> 204;
            case 404 -> 403;
            default -> status;
        };
    }

    private static String[] withUri(UUID datasetId, String... headers) {
        return Stream.concat(Stream.of("X-Original-URI", ApiClient.download(datasetId)), Stream.of(headers))
                .toArray(String[]::new);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(textBlock = """
        public,     published, 200, 200, 200, 200, 200
        internal,   published, 404, 404, 404, 404, 200
        restricted, published, 404, 404, 404, 404, 404
        private,    published, 404, 404, 404, 404, 404
        public,     draft,     404, 404, 404, 404, 404
        """)
    void callerOfAnotherTenantReadsOnlyPublicAndPublishedDatasets(
            String visibility, String status, int anonymous, int granted, int owner, int admin, int member) {
        UUID datasetId = dataset(visibility, status, TENANT);
        ApiClient client = SERVICE.client();

        assertEquals(anonymous, client.mint(datasetId).status());
        assertEquals(
                granted,
                client.mintAs(Tokens.session(DemoUser.ANALYST), datasetId).status());
        assertEquals(
                owner, client.mintAs(Tokens.session(DemoUser.OWNER), datasetId).status());
        assertEquals(
                admin, client.mintAs(Tokens.session(DemoUser.ADMIN), datasetId).status());
        assertEquals(
                member,
                client.mintAs(Tokens.session(DemoUser.MEMBER), datasetId).status());
    }

    @Test
    void userOfATenantDoesNotReadInternalDatasetsWithoutTenant() {
        assertEquals(
                404,
                SERVICE.client()
                        .mintAs(Tokens.session(DemoUser.MEMBER), DemoDataset.INTERNAL.id())
                        .status());
    }

    @Test
    void apiKeyIsValidOnlyWhileItAndItsUserAreActive() {
        UUID datasetId = DemoDataset.PUBLIC.id();
        ApiClient client = SERVICE.client();

        assertEquals(200, client.mint(datasetId, "X-Api-Key", "rules-unexpired").status());
        assertEquals(401, client.mint(datasetId, "X-Api-Key", "rules-inactive").status());
        assertEquals(
                401, client.mint(datasetId, "X-Api-Key", "rules-of-inactive").status());
        assertEquals(401, client.mint(datasetId, "X-Api-Key", "no such key").status());
        assertEquals(401, client.mint(datasetId, "X-Api-Key", "").status());
    }

    @Test
    void revocationAppliesToTheNextRequest() {
        UUID userId = UUID.randomUUID();
        RunningService.catalog()
                .execute("INSERT INTO catalog.users (id, username) VALUES ('%1$s', '%1$s')".formatted(userId));
        String session = Tokens.session(userId);

        assertEquals(
                200, SERVICE.client().mintAs(session, DemoDataset.PUBLIC.id()).status());
        RunningService.catalog()
                .execute("UPDATE catalog.users SET token_version = 1 WHERE id = '%s'".formatted(userId));
        assertEquals(
                401, SERVICE.client().mintAs(session, DemoDataset.PUBLIC.id()).status());
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

    /** A dataset of the owner, granted to analysts. */
    private static UUID dataset(String visibility, String status, String tenant) {
        UUID id = UUID.randomUUID();
        RunningService.catalog().execute("""
                        INSERT INTO catalog.records (id, title, visibility, record_status, record_type, created_by, tenant_id)
                        VALUES ('%1$s', 'rules', '%2$s', '%3$s', 'vector_dataset',
                                'a0000000-0000-4000-8000-000000000002', %4$s);
                        VALUES ('%1$s', 'rules', '%2$s', '%3$s', 'raster_dataset', 'a0000000-0000-4000-8000-000000000002', %4$s);
                        INSERT INTO catalog.datasets (id, record_id) VALUES ('%1$s', '%1$s');
                        INSERT INTO catalog.dataset_grants (dataset_id, role_id)
                        VALUES ('%1$s', 'b0000000-0000-4000-8000-000000000002');
                        """.formatted(id, visibility, status, tenant));
        return id;
    }
}
