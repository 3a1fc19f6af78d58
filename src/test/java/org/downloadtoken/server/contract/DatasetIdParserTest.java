package org.downloadtoken.server.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.UUID;
import java.util.function.Consumer;
import org.downloadtoken.server.InvalidDatasetId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class DatasetIdParserTest {
    private static final String OPERATION = "createDownloadToken";

    @Test
    void theContractsSchemaDecides(Vertx vertx, VertxTestContext test) {
        contract(vertx, schema -> schema.put("pattern", "^2").put("minLength", 36))
                .onComplete(test.succeeding(contract -> test.verify(() -> {
                    DatasetIdParser datasetIds = new DatasetIdParser(contract, OPERATION);
                    UUID allowed = UUID.fromString("2489e9ad-2ee2-8e00-8ec9-32d5f69181c0");

                    assertEquals(allowed, datasetIds.parse(allowed.toString()));
                    assertThrows(
                            InvalidDatasetId.class, () -> datasetIds.parse("3489e9ad-2ee2-8e00-8ec9-32d5f69181c0"));
                    assertThrows(InvalidDatasetId.class, () -> datasetIds.parse("2489e9ad-2ee2-8e00-8ec9-32d5f69181c"));
                    test.completeNow();
                })));
    }

    @Test
    void aKeywordThatIsNotCheckedRefusesTheStart(Vertx vertx, VertxTestContext test) {
        contract(vertx, schema -> schema.put("format", "uuid"))
                .onComplete(test.succeeding(contract -> test.verify(() -> {
                    IllegalStateException refused =
                            assertThrows(IllegalStateException.class, () -> new DatasetIdParser(contract, OPERATION));
                    assertTrue(String.valueOf(refused.getMessage()).contains("format"));
                    test.completeNow();
                })));
    }

    private static Future<OpenAPIContract> contract(Vertx vertx, Consumer<JsonObject> change) {
        JsonObject document = new ContractDocument("/api").loadable();
        change.accept(
                document.getJsonObject("components").getJsonObject("schemas").getJsonObject("DatasetId"));
        return OpenAPIContract.from(vertx, document);
    }
}
