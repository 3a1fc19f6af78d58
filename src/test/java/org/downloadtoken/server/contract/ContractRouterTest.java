package org.downloadtoken.server.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ContractRouterTest {
    private static final Handler<RoutingContext> HANDLER = RoutingContext::end;

    @Test
    void operationWithoutHandlerFailsTheStart(Vertx vertx, VertxTestContext test) {
        withContract(vertx, test, contract -> {
            String refusal = refusal(vertx, contract, handlers(contract, "createDownloadToken"));
            assertTrue(refusal.contains("Operations without a handler: [createDownloadToken]"), refusal);
        });
    }

    @Test
    void handlerWithoutOperationFailsTheStart(Vertx vertx, VertxTestContext test) {
        withContract(vertx, test, contract -> {
            Map<String, Handler<RoutingContext>> handlers = handlers(contract, "");
            handlers.put("createUploadToken", HANDLER);
            String refusal = refusal(vertx, contract, handlers);
            assertTrue(refusal.contains("handlers without an operation: [createUploadToken]"), refusal);
        });
    }

    @Test
    void basePathIsInTheRoutes(Vertx vertx, VertxTestContext test) {
        withContract(
                vertx,
                test,
                contract -> assertEquals("POST", new AllowedMethods(contract).of("/api/auth/download-token/x")));
    }

    private static Map<String, Handler<RoutingContext>> handlers(OpenAPIContract contract, String without) {
        Map<String, Handler<RoutingContext>> handlers = new HashMap<>();
        contract.operations().forEach(operation -> handlers.put(operation.getOperationId(), HANDLER));
        handlers.remove(without);
        return handlers;
    }

    private static String refusal(
            Vertx vertx, OpenAPIContract contract, Map<String, Handler<RoutingContext>> handlers) {
        return String.valueOf(assertThrows(
                        IllegalStateException.class,
                        () -> ContractRouter.create(vertx, contract, List.of(), handlers, (context, status) -> {}))
                .getMessage());
    }

    private static void withContract(Vertx vertx, VertxTestContext test, Handler<OpenAPIContract> check) {
        OpenAPIContract.from(vertx, new ContractDocument("/api").loadable()).onComplete(test.succeeding(contract -> {
            test.verify(() -> check.handle(contract));
            test.completeNow();
        }));
    }
}
