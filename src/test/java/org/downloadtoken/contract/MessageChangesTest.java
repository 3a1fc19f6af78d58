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

/** Tests changes of request bodies and responses, except those of their schemas. */
class MessageChangesTest {
    @ParameterizedTest
    @MethodSource({"requestBodies", "responses", "links", "membersWithoutRule"})
    void breakingChangeIsReported(ContractEdit change) {
        change.assertIsReported();
    }

    static List<ContractEdit> requestBodies() {
        return List.of(
                breaking(
                        "new required request body",
                        contract -> contract.operation(MINT)
                                .set("requestBody", yaml("{required: true, content: {text/plain: {schema: {}}}}")),
                        MINT + ": the request body became required"),
                breaking(
                                "request body made required",
                                contract -> contract.operation(MINT)
                                        .withObject("requestBody")
                                        .put("required", true),
                                MINT + ": the request body became required")
                        .preparedBy(MessageChangesTest::addRequestBody),
                breaking(
                                "content type of a request body removed",
                                contract -> contract.operation(MINT)
                                        .withObject("/requestBody/content")
                                        .remove("text/plain"),
                                MINT + ": request body: the content type text/plain was removed")
                        .preparedBy(MessageChangesTest::addRequestBody),
                breaking(
                                "request body removed",
                                contract -> contract.operation(MINT).remove("requestBody"),
                                MINT + ": request body: the content type text/plain was removed")
                        .preparedBy(MessageChangesTest::addRequestBody));
    }

    private static void addRequestBody(EditableContract contract) {
        contract.operation(MINT)
                .set("requestBody", yaml("{content: {text/plain: {schema: {}}, application/json: {schema: {}}}}"));
    }

    static List<ContractEdit> responses() {
        return List.of(
                breaking(
                        "status removed",
                        contract -> contract.responses(MINT).remove("429"),
                        MINT + ": the status 429 was removed"),
                breaking(
                        "status of a HEAD operation removed",
                        contract -> contract.responses(HEAD_COG).remove("304"),
                        HEAD_COG + ": the status 304 was removed"),
                breaking(
                        "default response removed",
                        contract -> contract.responses(KEYS).remove("default"),
                        KEYS + ": the status default was removed"),
                breaking(
                        "header removed",
                        contract -> contract.headers(MINT, "429").remove("Retry-After"),
                        MINT + ": 429: the header retry-after was removed"),
                breaking(
                        "all headers removed",
                        contract -> contract.response(GET_COG, "206").remove("headers"),
                        GET_COG + ": 206: the header content-range was removed"),
                breaking(
                        "required header made optional",
                        contract -> contract.header(GET_COG, "200", "ETag").remove("required"),
                        GET_COG + ": 200: the header etag is no longer required"),
                breaking(
                        "content type replaced",
                        contract ->
                                contract.response(MINT, "200").set("content", yaml("{application/cbor: {schema: {}}}")),
                        MINT + ": 200: the content type application/json was removed"),
                breaking(
                        "content removed",
                        contract -> contract.response(MINT, "404").remove("content"),
                        MINT + ": 404: the content type application/problem+json was removed"));
    }

    static List<ContractEdit> links() {
        return List.of(
                breaking(
                        "link removed",
                        contract -> contract.response(MINT, "200")
                                .withObject("links")
                                .remove("download"),
                        MINT + ": 200: the link download was removed"),
                breaking(
                        "link to another operation",
                        contract -> contract.document()
                                .withObject("/components/links/Download")
                                .put("operationId", "getKeys"),
                        MINT + ": 200: the link download changed"),
                breaking(
                        "other parameter of a link",
                        contract -> contract.document()
                                .withObject("/components/links/Download/parameters")
                                .remove("query.token"),
                        MINT + ": 200: the link download changed"));
    }

    static List<ContractEdit> membersWithoutRule() {
        return List.of(
                breaking(
                        "content instead of the schema of a header",
                        contract -> {
                            contract.header(MINT, "429", "Retry-After").remove("schema");
                            contract.header(MINT, "429", "Retry-After")
                                    .set("content", yaml("{text/plain: {schema: {type: integer, minimum: 1}}}"));
                        },
                        MINT + ": 429: header retry-after: one of schema and content replaced the other"),
                breaking(
                        "content instead of the schema of a parameter",
                        contract -> {
                            contract.parameter(GET_COG, "token").remove("schema");
                            contract.parameter(GET_COG, "token")
                                    .set("content", yaml("{text/plain: {schema: {type: string}}}"));
                        },
                        GET_COG + ": parameter token in query: one of schema and content replaced the other"),
                breaking(
                        "explode of a header",
                        contract -> contract.header(MINT, "429", "Retry-After").put("explode", true),
                        MINT + ": 429: header retry-after: explode changed from none to true"),
                breaking(
                                "encoding of a request body",
                                contract -> contract.operation(MINT)
                                        .withObject("/requestBody/content/text~1plain")
                                        .set("encoding", yaml("{a: {contentType: image/png}}")),
                                MINT + ": request body: text/plain: encoding changed from none to "
                                        + "{\"a\":{\"contentType\":\"image/png\"}}")
                        .preparedBy(MessageChangesTest::addRequestBody));
    }
}
