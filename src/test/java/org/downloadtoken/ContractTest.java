package org.downloadtoken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.downloadtoken.config.Tokens;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestLimits;
import org.downloadtoken.metrics.Build;
import org.downloadtoken.metrics.Registries;
import org.downloadtoken.session.CredentialHeaders;
import org.junit.jupiter.api.Test;

/** Tests values that both the contract and the code state. */
class ContractTest {
    private final JsonNode contract = contract();

    @Test
    void versionOfTheContractIsThatOfTheBuild() {
        assertEquals(Build.version(), contract.at("/info/version").asText());
        assertTrue(Build.version().matches("\\d+\\.\\d+\\.\\d+(-[A-Z0-9-]+)?"), Build.version());
    }

    @Test
    void metricShowsTheVersionOfTheBuild() {
        String metrics = Registries.create().scrape();

        assertTrue(metrics.contains("version=\"" + Build.version() + "\""), metrics);
    }

    @Test
    void tokensExpireAtMostAtTheMaximum() {
        String description = contract.at("/components/schemas/DownloadTokenResponse/properties/expires_in/description")
                .asText();

        assertTrue(description.contains("at most " + Tokens.MAX_TTL.toSeconds() + "."), description);
    }

    @Test
    void apiKeyIsReadFromTheHeaderOfTheContract() {
        assertTrue(CredentialHeaders.API_KEY
                .toString()
                .equalsIgnoreCase(
                        contract.at("/components/securitySchemes/ApiKey/name").asText()));
    }

    @Test
    void requestForManyTokensHasTheIdsAndTheLimitsOfTheService() {
        JsonNode ids = contract.at("/components/schemas/DownloadTokensRequest/properties/dataset_ids");

        assertEquals(1, ids.path("minItems").asInt());
        assertEquals(RequestLimits.MAX_BATCH_IDS, ids.path("maxItems").asInt());
        assertEquals(
                contract.at("/components/parameters/DatasetId/schema/$ref"),
                ids.at("/items/$ref")); // so DatasetIdParser has checked its schema
        for (Failure failure : List.of(
                Failure.MALFORMED_BATCH, Failure.BATCH_TOO_LARGE, Failure.UNSUPPORTED_MEDIA_TYPE, Failure.BATCH_SIZE)) {
            assertTrue(contract.findValuesAsText("detail").contains(failure.detail()), failure.detail());
        }
    }

    private static JsonNode contract() {
        try {
            return new YAMLMapper().readTree(Files.readString(Path.of("openapi.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
