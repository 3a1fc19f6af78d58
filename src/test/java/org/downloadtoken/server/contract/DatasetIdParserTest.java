package org.downloadtoken.server.contract;

import static org.downloadtoken.testing.Failures.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.downloadtoken.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class DatasetIdParserTest {
    private static final String OPERATION = "createDownloadToken";
    private static final List<String> REFUSED = List.of(
            "",
            "2489e9ad-2ee2-8e00-8ec9-32d5f69181c",
            "2489e9ad-2ee2-8e00-8ec9-32d5f69181c00",
            "2489e9ad2ee28e008ec932d5f69181c0",
            "2489e9ad-2ee2-8e00-8ec9+32d5f69181c0",
            "2489e9ad-2ee2-8e00-8ec9-32d5f69181cg",
            "2489e9ad-2ee2-8e00-8ec9-32d5f69181\u0661\u0662",
            "-489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
            "0x89e9ad-2ee2-8e00-8ec9-32d5f69181c0",
            "{489e9ad-2ee2-8e00-8ec9-32d5f69181c}",
            "1-1-1-1-1");

    @Test
    void onlyTheCanonicalTextOfAUuidIsAccepted(Vertx vertx, VertxTestContext test) {
        contract(vertx, schema -> {})
                .onComplete(test.succeeding(contract -> test.verify(() -> {
                    DatasetIdParser datasetIds = new DatasetIdParser(contract, OPERATION);
                    UUID allowed = UUID.fromString("2489e9ad-2ee2-8e00-8ec9-32d5f69181c0");

                    assertEquals(allowed, datasetIds.parse("2489e9ad-2ee2-8e00-8ec9-32d5f69181c0"));
                    assertEquals(allowed, datasetIds.parse("2489E9AD-2EE2-8E00-8EC9-32D5F69181C0"));
                    for (String refused : REFUSED) {
                        assertFails(Failure.INVALID_DATASET_ID, () -> datasetIds.parse(refused));
                    }
                    assertFails(Failure.INVALID_DATASET_ID, () -> datasetIds.parse(null));
                    test.completeNow();
                })));
    }

    @Test
    void anotherPatternInTheContractFailsTheStart(Vertx vertx, VertxTestContext test) {
        assertRefused(vertx, test, schema -> schema.put("pattern", "^2"), "^2");
    }

    @Test
    void anotherLengthInTheContractFailsTheStart(Vertx vertx, VertxTestContext test) {
        assertRefused(vertx, test, schema -> schema.put("maxLength", 45), "45");
    }

    @Test
    void anotherFormatInTheContractFailsTheStart(Vertx vertx, VertxTestContext test) {
        assertRefused(vertx, test, schema -> schema.put("format", "uri"), "uri");
    }

    @Test
    void missingPatternInTheContractFailsTheStart(Vertx vertx, VertxTestContext test) {
        assertRefused(vertx, test, schema -> schema.remove("pattern"), "implements");
    }

    @Test
    void anotherKeywordInTheContractFailsTheStart(Vertx vertx, VertxTestContext test) {
        assertRefused(vertx, test, schema -> schema.put("const", "2"), "const");
    }

    private static void assertRefused(Vertx vertx, VertxTestContext test, Consumer<JsonObject> change, String named) {
        contract(vertx, change)
                .onComplete(test.succeeding(contract -> test.verify(() -> {
                    IllegalStateException refused =
                            assertThrows(IllegalStateException.class, () -> new DatasetIdParser(contract, OPERATION));
                    assertTrue(String.valueOf(refused.getMessage()).contains(named), refused.getMessage());
                    test.completeNow();
                })));
    }

    private static Future<OpenAPIContract> contract(Vertx vertx, Consumer<JsonObject> change) {
        JsonObject document = new ContractDocument("/api").loadable();
        change.accept(
                document.getJsonObject("components").getJsonObject("schemas").getJsonObject("DatasetUuid"));
        return OpenAPIContract.from(vertx, document);
    }
}
