package org.downloadtoken.server.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class FileNamesTest {
    private static final String OPERATION = "downloadNamedCog";
    private static final String DIRECTORY = "/api/datasets/x/download/";

    @Test
    void onlyTheLastSegmentOfANamedDownloadCanBeUnknown(Vertx vertx, VertxTestContext test) {
        OpenAPIContract.from(vertx, new ContractDocument("/api").loadable())
                .onComplete(test.succeeding(contract -> test.verify(() -> {
                    assertEquals(true, FileNames.isUnknown(contract, DIRECTORY + "x"));
                    assertEquals(true, FileNames.isUnknown(contract, DIRECTORY + "x.TIF"));
                    assertEquals(false, FileNames.isUnknown(contract, DIRECTORY + "x.tif"));
                    assertEquals(false, FileNames.isUnknown(contract, DIRECTORY + "cog"));
                    assertEquals(false, FileNames.isUnknown(contract, "/api/auth/download-token/x"));
                    assertEquals(false, FileNames.isUnknown(contract, "/docs"));
                    test.completeNow();
                })));
    }

    @Test
    void anotherPatternInTheContractFailsTheStart(Vertx vertx, VertxTestContext test) {
        assertRefused(vertx, test, schema -> schema.put("pattern", "^.*$"), "^.*$");
    }

    @Test
    void anotherKeywordInTheContractFailsTheStart(Vertx vertx, VertxTestContext test) {
        assertRefused(vertx, test, schema -> schema.put("maxLength", 20), "maxLength");
    }

    @Test
    void anOperationWithoutTheParameterFailsTheStart(Vertx vertx, VertxTestContext test) {
        OpenAPIContract.from(vertx, new ContractDocument("/api").loadable())
                .onComplete(test.succeeding(contract -> test.verify(() -> {
                    assertThrows(
                            IllegalStateException.class,
                            () -> FileNames.require(contract, "downloadCog", context -> {}));
                    test.completeNow();
                })));
    }

    private static void assertRefused(Vertx vertx, VertxTestContext test, Consumer<JsonObject> change, String named) {
        JsonObject document = new ContractDocument("/api").loadable();
        change.accept(
                document.getJsonObject("components").getJsonObject("schemas").getJsonObject("TiffName"));
        OpenAPIContract.from(vertx, document)
                .onComplete(test.succeeding(contract -> test.verify(() -> {
                    IllegalStateException refused = assertThrows(
                            IllegalStateException.class, () -> FileNames.require(contract, OPERATION, context -> {}));
                    assertTrue(String.valueOf(refused.getMessage()).contains(named), refused.getMessage());
                    test.completeNow();
                })));
    }
}
