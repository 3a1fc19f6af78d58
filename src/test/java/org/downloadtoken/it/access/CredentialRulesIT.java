package org.downloadtoken.it.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.UUID;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that a credential is valid only while the catalog says so. */
class CredentialRulesIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService();

    @BeforeAll
    static void addKeys() {
        CatalogOfRules.callers();
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
}
