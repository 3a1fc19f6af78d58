package org.downloadtoken.contract;

import static org.downloadtoken.contract.ContractEdit.GET_COG;
import static org.downloadtoken.contract.ContractEdit.KEYS;
import static org.downloadtoken.contract.ContractEdit.MINT;
import static org.downloadtoken.contract.ContractEdit.breaking;
import static org.downloadtoken.contract.EditableContract.yaml;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests changes of schemas at each kind of place: parameters, request bodies, headers and responses. */
class MessageSchemasTest {
    @ParameterizedTest
    @MethodSource("schemas")
    void breakingChangeIsReported(ContractEdit change) {
        change.assertIsReported();
    }

    static List<ContractEdit> schemas() {
        return List.of(
                breaking(
                        "shorter length of a parameter",
                        contract -> contract.schema(contract.parameter(MINT, "dataset_id"))
                                .put("maxLength", 35),
                        GET_COG + ": parameter dataset_id in path: maxLength changed from 36 to 35"),
                breaking(
                        "other type of a parameter",
                        contract -> contract.schema(contract.parameter(GET_COG, "token"))
                                .put("type", "integer"),
                        GET_COG + ": parameter token in query: type changed from \"string\" to \"integer\""),
                breaking(
                                "new required member of a request body",
                                contract -> contract.operation(MINT)
                                        .withObject("/requestBody/content/text~1plain/schema")
                                        .set("required", yaml("[a]")),
                                MINT + ": request body: text/plain: required changed from none to [\"a\"]")
                        .preparedBy(contract -> contract.operation(MINT)
                                .set("requestBody", yaml("{content: {text/plain: {schema: {}}}}"))),
                breaking(
                        "other type of a header",
                        contract -> contract.schema(contract.header(MINT, "429", "Retry-After"))
                                .put("type", "string"),
                        MINT + ": 429: header retry-after: type changed from \"integer\" to \"string\""),
                breaking(
                        "required member made optional",
                        contract -> contract.schema(MINT, "200").set("required", yaml("[token]")),
                        MINT
                                + ": 200: application/json: required changed from [\"token\",\"expires_in\"] to [\"token\"]"),
                breaking(
                        "required member removed",
                        contract -> {
                            contract.schema(MINT, "200")
                                    .withObject("properties")
                                    .remove("expires_in");
                            contract.schema(MINT, "200").set("required", yaml("[token]"));
                        },
                        MINT + ": 200: application/json: the member expires_in was removed"),
                breaking(
                        "optional member of a list's elements removed",
                        contract -> contract.items(contract.member(contract.schema(KEYS, "200"), "keys"))
                                .withObject("properties")
                                .remove("crv"),
                        KEYS + ": 200: application/jwk-set+json: keys: items: the member crv was removed"),
                breaking(
                        "null allowed",
                        contract -> contract.member(contract.schema(MINT, "200"), "token")
                                .set("type", yaml("[string, 'null']")),
                        MINT + ": 200: application/json: token: type changed from \"string\" to [\"string\",\"null\"]"),
                breaking(
                        "fractions allowed",
                        contract -> contract.member(contract.schema(MINT, "200"), "expires_in")
                                .put("type", "number"),
                        MINT + ": 200: application/json: expires_in: type changed from \"integer\" to \"number\""),
                breaking(
                        "optional member of every error removed",
                        contract -> contract.schema(MINT, "404")
                                .withObject("properties")
                                .remove("type"),
                        MINT + ": 429: application/problem+json: the member type was removed"));
    }
}
