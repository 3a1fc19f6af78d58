package org.downloadtoken.contract;

import static org.downloadtoken.contract.ContractEdit.GET_COG;
import static org.downloadtoken.contract.ContractEdit.HEAD_COG;
import static org.downloadtoken.contract.ContractEdit.KEYS;
import static org.downloadtoken.contract.ContractEdit.MINT;
import static org.downloadtoken.contract.ContractEdit.breaking;
import static org.downloadtoken.contract.EditableContract.yaml;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperationChangesTest {
    @ParameterizedTest
    @MethodSource({"operations", "parameters", "callers"})
    void breakingChangeIsReported(ContractEdit change) {
        change.assertIsReported();
    }

    static List<ContractEdit> operations() {
        return List.of(
                breaking(
                        "path removed",
                        contract -> contract.paths().remove("/openapi.json"),
                        "GET /openapi.json: the operation was removed"),
                breaking(
                        "path renamed",
                        contract ->
                                contract.paths().set("/keys", contract.paths().remove("/.well-known/jwks.json")),
                        KEYS + ": the operation was removed"),
                breaking(
                        "parameter in a path renamed",
                        contract -> {
                            contract.parameter(MINT, "dataset_id").put("name", "id");
                            contract.paths()
                                    .set(
                                            "/auth/download-token/{id}",
                                            contract.paths().remove(MINT.split(" ")[1]));
                        },
                        MINT + ": the operation was removed"),
                breaking(
                        "HEAD operation removed",
                        contract -> contract.paths()
                                .withObject("/~1.well-known~1jwks.json")
                                .remove("head"),
                        "HEAD /.well-known/jwks.json: the operation was removed"),
                breaking(
                        "operationId renamed",
                        contract -> contract.operation(MINT).put("operationId", "mint"),
                        MINT + ": the operationId changed from createDownloadToken to mint"),
                breaking(
                        "operationId removed",
                        contract -> contract.operation(MINT).remove("operationId"),
                        MINT + ": the operationId changed from createDownloadToken to null"));
    }

    static List<ContractEdit> parameters() {
        return List.of(
                breaking(
                        "optional parameter removed",
                        contract -> contract.removeParameter(GET_COG, "If-Range"),
                        GET_COG + ": the parameter if-range was removed"),
                breaking(
                                "parameter of a path removed",
                                contract -> contract.removeParameter(GET_COG, "v"),
                                HEAD_COG + ": the parameter v was removed")
                        .preparedBy(contract -> contract.paths()
                                .withObject("/~1datasets~1{dataset_id}~1download~1cog")
                                .withArray("parameters")
                                .add(yaml("{name: v, in: query, schema: {type: string}}"))),
                breaking(
                        "parameter moved from the query to a header",
                        contract -> contract.parameter(GET_COG, "token").put("in", "header"),
                        GET_COG + ": the parameter token was removed"),
                breaking(
                        "parameter renamed",
                        contract -> contract.parameter(GET_COG, "token").put("name", "download_token"),
                        GET_COG + ": the parameter token was removed"),
                breaking(
                        "parameter made required",
                        contract -> contract.parameter(GET_COG, "Range").put("required", true),
                        GET_COG + ": the parameter range became required"),
                breaking(
                        "new required parameter",
                        contract -> contract.addParameter(MINT, "{name: v, in: query, required: true, schema: {}}"),
                        MINT + ": the new parameter v is required"),
                breaking(
                                "array parameter serialized in another way",
                                contract -> contract.parameter(MINT, "v").put("explode", false),
                                MINT + ": parameter v in query: explode changed from none to false")
                        .preparedBy(contract -> contract.addParameter(
                                MINT, "{name: v, in: query, schema: {type: array, items: {type: string}}}")));
    }

    static List<ContractEdit> callers() {
        return List.of(
                breaking(
                        "parameters in another order",
                        contract -> contract.addParameter(
                                GET_COG,
                                contract.operation(GET_COG)
                                        .withArray("parameters")
                                        .remove(0)
                                        .toString()),
                        GET_COG + ": the order of the parameters changed from dataset_id in path, token in query, "
                                + "range in header, if-range in header, if-match in header, if-none-match in header, "
                                + "if-modified-since in header, if-unmodified-since in header to token in query, "
                                + "range in header, if-range in header, if-match in header, if-none-match in header, "
                                + "if-modified-since in header, if-unmodified-since in header, dataset_id in path"),
                breaking(
                        "new optional parameter before an old one",
                        contract -> contract.operation(MINT)
                                .withArray("parameters")
                                .insert(0, yaml("{name: v, in: query, schema: {}}")),
                        MINT + ": the order of the parameters changed from dataset_id in path to v in query, "
                                + "dataset_id in path"),
                breaking(
                        "other first tag",
                        contract -> contract.operation(MINT).set("tags", yaml("[Mint, Tokens]")),
                        MINT + ": the first tag changed from Tokens to Mint"),
                breaking(
                        "all tags removed",
                        contract -> contract.operation(KEYS).remove("tags"),
                        KEYS + ": the first tag changed from Tokens to none"));
    }
}
