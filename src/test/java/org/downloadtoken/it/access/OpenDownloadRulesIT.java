package org.downloadtoken.it.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the access rules of downloads that need no token for public datasets. */
class OpenDownloadRulesIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of(
            "PUBLIC_DOWNLOADS", "open", "DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    private static Map<String, String[]> callers = Map.of();

    @BeforeAll
    static void callers() {
        callers = CatalogOfRules.callers();
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
    void eachCallerReceivesTheStatusOfTheTable(ArgumentsAccessor row) {
        UUID datasetId = CatalogOfRules.dataset(row.getString(0), row.getString(1), "NULL");
        List<Integer> expected = CatalogOfRules.statuses(row);
        String path = ApiClient.download(datasetId);

        assertEquals(
                expected,
                statuses(headers -> client().request("GET", path, headers).status()));
        assertEquals(
                expected.stream().map(OpenDownloadRulesIT::forProxy).toList(),
                statuses(headers -> client().request("GET", "/api/auth/verify", with("X-Original-URI", path, headers))
                        .status()));
    }

    private static ApiClient client() {
        return SERVICE.client();
    }

    private static List<Integer> statuses(ToIntFunction<String[]> request) {
        return callers.values().stream()
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

    private static String[] with(String name, String value, String... headers) {
        return Stream.concat(Stream.of(name, value), Stream.of(headers)).toArray(String[]::new);
    }
}
