package org.downloadtoken.contract;

import static org.downloadtoken.contract.ContractEdit.GET_COG;
import static org.downloadtoken.contract.ContractEdit.MINT;
import static org.downloadtoken.contract.ContractEdit.compatible;
import static org.downloadtoken.contract.EditableContract.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompatibleChangesTest {
    @ParameterizedTest
    @MethodSource({"operations", "parameters", "responses", "security"})
    void compatibleChangeIsAllowed(ContractEdit change) {
        change.assertIsAllowed();
    }

    static List<ContractEdit> operations() {
        return List.of(
                compatible(
                        "new operation",
                        contract -> contract.paths()
                                .set(
                                        "/news",
                                        yaml(
                                                "{get: {operationId: getNews, responses: {'200': {description: News}}}}"))),
                compatible(
                        "new tag",
                        contract -> contract.document().withArray("tags").add(yaml("{name: News}"))));
    }

    static List<ContractEdit> parameters() {
        return List.of(
                compatible(
                        "new optional parameter",
                        contract -> contract.addParameter(MINT, "{name: v, in: query, schema: {type: string}}")),
                compatible(
                        "header parameter in other case",
                        contract -> contract.parameter(GET_COG, "If-Range").put("name", "if-range")),
                compatible("parameter declared by the path", contract -> {
                    contract.paths()
                            .withObject("/~1auth~1download-token~1{dataset_id}")
                            .withArray("parameters")
                            .add(contract.operation(MINT).remove("parameters").get(0));
                }),
                compatible(
                                "parameter made optional",
                                contract -> contract.parameter(MINT, "v").put("required", false))
                        .preparedBy(contract -> contract.addParameter(
                                MINT, "{name: v, in: query, required: true, schema: {type: string}}")),
                compatible(
                                "wider pattern and length of a parameter",
                                contract -> contract.parameter(MINT, "dataset_id")
                                        .set(
                                                "schema",
                                                yaml(
                                                        "{type: string, pattern: '^[0-9a-f-]*$', maxLength: 40, format: uuid}")))
                        .preparedBy(CompatibleChangesTest::limitDatasetId),
                compatible(
                                "any text as a parameter",
                                contract -> contract.parameter(MINT, "dataset_id")
                                        .set("schema", yaml("{type: string, format: uuid}")))
                        .preparedBy(CompatibleChangesTest::limitDatasetId),
                compatible(
                        "new optional request body",
                        contract -> contract.operation(MINT)
                                .set("requestBody", yaml("{content: {text/plain: {schema: {}}}}"))),
                compatible(
                                "request body made optional",
                                contract -> contract.operation(MINT)
                                        .withObject("requestBody")
                                        .remove("required"))
                        .preparedBy(contract -> contract.operation(MINT)
                                .set("requestBody", yaml("{required: true, content: {text/plain: {schema: {}}}}"))));
    }

    private static void limitDatasetId(EditableContract contract) {
        contract.parameter(MINT, "dataset_id")
                .set("schema", yaml("{type: string, pattern: '^[0-9a-f]+$', maxLength: 36, format: uuid}"));
    }

    static List<ContractEdit> responses() {
        return List.of(
                compatible(
                        "new status",
                        contract -> contract.responses(MINT)
                                .set("418", yaml("{description: Teapot, content: {text/plain: {schema: {}}}}"))),
                compatible(
                        "new status of success",
                        contract -> contract.responses(MINT).set("201", yaml("{description: Created}"))),
                compatible(
                        "header in other case",
                        contract -> contract.headers(MINT, "429")
                                .set(
                                        "retry-after",
                                        contract.headers(MINT, "429").remove("Retry-After"))),
                compatible(
                        "new link",
                        contract -> contract.response(MINT, "200")
                                .withObject("links")
                                .set("keys", yaml("{operationId: getKeys}"))),
                compatible(
                        "new content type",
                        contract -> contract.response(MINT, "200")
                                .withObject("content")
                                .set("application/cbor", yaml("{schema: {}}"))),
                compatible(
                        "new header",
                        contract -> contract.headers(MINT, "200")
                                .set("X-New", yaml("{required: true, schema: {type: string}}"))),
                compatible(
                                "header made required",
                                contract ->
                                        contract.header(GET_COG, "200", "X-New").put("required", true))
                        .preparedBy(contract ->
                                contract.headers(GET_COG, "200").set("X-New", yaml("{schema: {type: string}}"))),
                compatible(
                        "new optional member",
                        contract -> contract.schema(MINT, "200")
                                .withObject("properties")
                                .set("scope", yaml("{type: string}"))));
    }

    static List<ContractEdit> security() {
        return List.of(
                compatible("new alternative", contract -> {
                    contract.securityScheme("NewKey")
                            .setAll((ObjectNode) yaml("{type: apiKey, in: header, name: X-New}"));
                    contract.security(GET_COG).insert(0, yaml("{NewKey: []}"));
                }),
                compatible(
                        "other order of the alternatives",
                        contract ->
                                contract.operation(MINT).set("security", yaml("[{ApiKey: []}, {SessionJwt: []}, {}]"))),
                compatible(
                        "anonymous callers allowed",
                        contract -> contract.security(GET_COG).add(yaml("{}"))));
    }
}
