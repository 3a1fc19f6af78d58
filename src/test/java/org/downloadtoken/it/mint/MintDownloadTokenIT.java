package org.downloadtoken.it.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MintDownloadTokenIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService();

    @Test
    void anonymousCallerGetsATokenForAPublicDataset() {
        ApiResponse response = SERVICE.client().mint(DemoDataset.PUBLIC.id());

        assertEquals(200, response.status());
        assertEquals(120, response.json().getInteger("expires_in"));
        JWTClaimsSet claims = Tokens.decode(response.token());
        assertEquals(Set.of("typ", "scope", "iat", "exp"), claims.getClaims().keySet());
        assertEquals("download", claims.getClaim("typ"));
        assertEquals("dataset:2489e9ad-2ee2-8e00-8ec9-32d5f69181c0", claims.getClaim("scope"));
        assertEquals(Duration.ofSeconds(120), life(claims));
    }

    @Test
    void tokenOfASignedInCallerNamesTheUser() {
        JWTClaimsSet claims = Tokens.decode(SERVICE.client()
                .mintAs(Tokens.session(DemoUser.ANALYST), DemoDataset.RESTRICTED.id())
                .token());

        assertEquals(DemoUser.ANALYST.id().toString(), claims.getSubject());
        assertEquals("analyst", claims.getClaim("username"));
        assertFalse(claims.getClaims().containsKey("tid"));
        assertEquals(22, claims.getJWTID().length());
    }

    @Test
    void tokenForATenantsDatasetNamesTheTenant() {
        JWTClaimsSet claims = Tokens.decode(SERVICE.client()
                .mintAs(Tokens.session(DemoUser.MEMBER), DemoDataset.TENANT.id())
                .token());

        assertEquals("e0000000-0000-4000-8000-000000000001", claims.getClaim("tid"));
    }

    @Test
    void scopeIsLowerCaseForAnUpperCaseId() {
        ApiResponse response =
                SERVICE.client().request("POST", ApiClient.MINT + "2489E9AD-2EE2-8E00-8EC9-32D5F69181C0");

        assertEquals(
                "dataset:2489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
                Tokens.decode(response.token()).getClaim("scope"));
    }

    @Test
    void hiddenAndMissingDatasetsReceiveTheSameBytes() {
        ApiResponse hidden = SERVICE.client().mint(DemoDataset.PRIVATE.id());
        ApiResponse missing = SERVICE.client().mint(UUID.randomUUID());
        ApiResponse hiddenFromUser = SERVICE.client().mintAs(Tokens.session(DemoUser.OUTSIDER), DemoDataset.DRAFT.id());

        assertEquals(404, hidden.status());
        assertEquals(hidden, missing);
        assertEquals(hidden, hiddenFromUser);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "2489e9ad2ee28e008ec932d5f69181c0",
                "urn:uuid:2489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
                "%7B2489e9ad-2ee2-8e00-8ec9-32d5f69181c0%7D",
                "2489e9ad-2ee2-8e00-8ec9-32d5f69181c",
                "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0%0A",
                "2489e9ad-2ee2-8e00-8ec9-32d5f69181cg",
                "2489e9ad-2ee2-8e00-8ec9-32d5f69181c%D9%A0"
            })
    void idThatIsNoUuidOf36CharactersIsUnprocessable(String datasetId) {
        ApiResponse response = SERVICE.client().request("POST", ApiClient.MINT + datasetId);

        assertEquals(422, response.status());
        assertTrue(response.json().getString("detail").contains("dataset_id"));
    }

    @Test
    void invalidIdIsReportedBeforeAnInvalidCredential() {
        assertEquals(
                422,
                SERVICE.client()
                        .request("POST", ApiClient.MINT + "abc", "Authorization", "Bearer nonsense")
                        .status());
    }

    @Test
    void invalidCredentialIsReportedBeforeAMissingDataset() {
        assertEquals(401, SERVICE.client().mintAs("nonsense", UUID.randomUUID()).status());
    }

    @Test
    void noResponseMayBeStored() {
        ApiClient client = SERVICE.client();

        for (ApiResponse response : new ApiResponse[] {
            client.mint(DemoDataset.PUBLIC.id()),
            client.mint(DemoDataset.PRIVATE.id()),
            client.mintAs("nonsense", DemoDataset.PUBLIC.id()),
            client.request("POST", ApiClient.MINT + "abc"),
            client.mint(DemoDataset.PUBLIC.id(), "X-Api-Key", "demo-analyst-read-only"),
        }) {
            assertEquals("no-store", response.header("cache-control").orElse(""), () -> "status " + response.status());
        }
    }

    @Test
    void datasetMadePrivateIsGrantedOnlyForTheTtlOfTheCache() {
        UUID datasetId = UUID.randomUUID();
        RunningService.catalog().execute("""
                        INSERT INTO catalog.records (id, title, visibility, record_status) VALUES ('%1$s', 't', 'public', 'published');
                        INSERT INTO catalog.datasets (id, record_id) VALUES ('%1$s', '%1$s')""".formatted(datasetId));
        var uncached = RunningService.start(java.util.Map.of("PUBLIC_CACHE_TTL_MS", "0"));
        try {
            ApiClient client = new ApiClient(uncached.port());
            assertEquals(200, client.mint(datasetId).status());
            RunningService.catalog()
                    .execute("UPDATE catalog.records SET visibility = 'private' WHERE id = '%s'".formatted(datasetId));
            assertEquals(404, client.mint(datasetId).status());
        } finally {
            RunningService.stop(uncached);
        }
    }

    private static Duration life(JWTClaimsSet claims) {
        return Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    }
}
