package org.downloadtoken.it.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.UUID;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the access rules with datasets and callers of other tenants. */
class TenantRulesIT {
    private static final String TENANT = "'e0000000-0000-4000-8000-000000000001'";

    @RegisterExtension
    static final RunningService SERVICE = new RunningService();

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
        UUID datasetId = CatalogOfRules.dataset(visibility, status, TENANT);
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
}
