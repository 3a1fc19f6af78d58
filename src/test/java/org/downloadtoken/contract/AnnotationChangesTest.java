package org.downloadtoken.contract;

import static org.downloadtoken.contract.ContractEdit.GET_COG;
import static org.downloadtoken.contract.ContractEdit.MINT;
import static org.downloadtoken.contract.ContractEdit.compatible;
import static org.downloadtoken.contract.EditableContract.yaml;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests changes that no client sees. */
class AnnotationChangesTest {
    @ParameterizedTest
    @MethodSource("annotations")
    void changeIsAllowed(ContractEdit change) {
        change.assertIsAllowed();
    }

    static List<ContractEdit> annotations() {
        return List.of(
                compatible("other text", contract -> {
                    contract.operation(MINT).put("summary", "Mint").put("description", "Mints.");
                    contract.parameter(GET_COG, "token")
                            .put("description", "A token.")
                            .put("example", "a.b.c");
                    contract.schema(MINT, "200").put("title", "Token").put("description", "A token.");
                    contract.response(MINT, "200").put("description", "A token.");
                    contract.securityScheme("ApiKey").put("description", "A key.");
                }),
                compatible(
                        "other format of a bearer token",
                        contract -> contract.securityScheme("SessionJwt").put("bearerFormat", "JWS")),
                compatible("extensions", contract -> {
                    contract.document().put("x-a", "a");
                    contract.paths().put("x-a", "a");
                    contract.operation(MINT).put("x-a", "a");
                    contract.responses(MINT).put("x-a", "a");
                    contract.responses(MINT).set("x-b", yaml("{a: b}"));
                    contract.parameter(GET_COG, "token").put("x-a", "a");
                    contract.schema(MINT, "200").put("x-a", "a");
                    contract.header(MINT, "429", "Retry-After").put("x-a", "a");
                    contract.securityScheme("ApiKey").put("x-a", "a");
                    contract.document().withObject("/components/links/Download").put("x-a", "a");
                }),
                compatible(
                        "description beside a reference",
                        contract -> contract.parameter(MINT, "dataset_id")
                                .withObject("schema")
                                .put("description", "A dataset.")),
                compatible(
                                "description and new optional member of an alternative",
                                contract -> contract.schema(MINT, "200")
                                        .set(
                                                "oneOf",
                                                yaml(
                                                        "[{description: A, properties: {a: {}, b: {}}}, {properties: {c: {}}}]")))
                        .preparedBy(contract -> contract.schema(MINT, "200")
                                .set("oneOf", yaml("[{properties: {a: {}}}, {properties: {c: {}}}]"))));
    }
}
