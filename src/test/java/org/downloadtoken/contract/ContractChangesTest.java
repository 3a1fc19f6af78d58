package org.downloadtoken.contract;

import static org.downloadtoken.contract.ContractEdit.GET_COG;
import static org.downloadtoken.contract.ContractEdit.MINT;
import static org.downloadtoken.contract.ContractEdit.breaking;
import static org.downloadtoken.contract.EditableContract.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests changes of the document, of references, and of members that have no rule of their own. */
class ContractChangesTest {
    private static final String CALLBACK =
            "{done: {'{$request.query.url}': {post: {responses: {'200': {description: a}}}}}}";

    @ParameterizedTest
    @MethodSource({"document", "references"})
    void breakingChangeIsReported(ContractEdit change) {
        change.assertIsReported();
    }

    static List<ContractEdit> document() {
        return List.of(
                breaking(
                        "OpenAPI 3.2",
                        contract -> contract.document().put("openapi", "3.2.0"),
                        "the version of OpenAPI changed from 3.1 to 3.2"),
                breaking(
                        "OpenAPI 3.0",
                        contract -> contract.document().put("openapi", "3.0.3"),
                        "the version of OpenAPI changed from 3.1 to 3.0"),
                breaking(
                        "other dialect of JSON Schema",
                        contract -> contract.document().put("jsonSchemaDialect", "https://example.com/dialect"),
                        "jsonSchemaDialect changed from none to \"https://example.com/dialect\""),
                breaking(
                        "schema renamed",
                        contract -> {
                            ObjectNode schemas = contract.document().withObject("/components/schemas");
                            schemas.set("Keys", schemas.remove("JwkSet"));
                            contract.response(ContractEdit.KEYS, "200")
                                    .withObject("/content/application~1jwk-set+json/schema")
                                    .put("$ref", "#/components/schemas/Keys");
                        },
                        "the schema JwkSet was removed"),
                breaking(
                                "webhook removed",
                                contract -> contract.document().remove("webhooks"),
                                "the webhook done was removed")
                        .preparedBy(contract -> contract.document()
                                .set("webhooks", yaml("{done: {post: {responses: {'200': {description: a}}}}}"))),
                breaking(
                                "callback removed",
                                contract -> contract.operation(MINT).remove("callbacks"),
                                MINT + ": the callback done was removed")
                        .preparedBy(contract -> contract.operation(MINT).set("callbacks", yaml(CALLBACK))),
                breaking(
                                "callback to another URL",
                                contract -> contract.operation(MINT)
                                        .set("callbacks", yaml(CALLBACK.replace("query.url", "query.u"))),
                                MINT + ": the callback done changed")
                        .preparedBy(contract -> contract.operation(MINT).set("callbacks", yaml(CALLBACK))));
    }

    static List<ContractEdit> references() {
        return List.of(
                breaking(
                        "other schema with the same members",
                        contract -> {
                            ObjectNode schemas = contract.document().withObject("/components/schemas");
                            schemas.set("Problem", schemas.get("ProblemDetail").deepCopy());
                            contract.response(MINT, "404")
                                    .withObject("/content/application~1problem+json/schema")
                                    .put("$ref", "#/components/schemas/Problem");
                        },
                        MINT + ": 404: application/problem+json: class changed from \"ProblemDetail\" to \"Problem\""),
                breaking(
                        "keyword beside a reference",
                        contract -> contract.parameter(MINT, "dataset_id")
                                .withObject("schema")
                                .put("maxLength", 35),
                        GET_COG + ": parameter dataset_id in path: allOf changed from none to "
                                + "[{\"type\":\"string\",\"format\":\"uuid\",\"pattern\":"
                                + "\"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$\","
                                + "\"minLength\":36,\"maxLength\":36},{\"maxLength\":35}]"),
                breaking(
                                "schema behind a reference with a keyword beside it",
                                contract -> contract.document()
                                        .withObject("/components/schemas/DatasetUuid")
                                        .put("maxLength", 30),
                                GET_COG + ": parameter dataset_id in path: allOf[0]: maxLength changed from 36 to 30")
                        .preparedBy(contract -> contract.parameter(MINT, "dataset_id")
                                .withObject("schema")
                                .put("maxLength", 36)));
    }
}
