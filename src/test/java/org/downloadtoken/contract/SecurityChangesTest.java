package org.downloadtoken.contract;

import static org.downloadtoken.contract.ContractEdit.GET_COG;
import static org.downloadtoken.contract.ContractEdit.HEAD_COG;
import static org.downloadtoken.contract.ContractEdit.KEYS;
import static org.downloadtoken.contract.ContractEdit.MINT;
import static org.downloadtoken.contract.ContractEdit.breaking;
import static org.downloadtoken.contract.EditableContract.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecurityChangesTest {
    @ParameterizedTest
    @MethodSource({"alternatives", "schemes"})
    void breakingChangeIsReported(ContractEdit change) {
        change.assertIsReported();
    }

    static List<ContractEdit> alternatives() {
        return List.of(
                breaking(
                        "alternative removed from one operation",
                        contract -> removeAlternative(contract, MINT, "{ApiKey: []}"),
                        MINT + ": the security alternative ApiKey was removed"),
                breaking(
                        "alternative removed from a HEAD operation",
                        contract -> removeAlternative(contract, HEAD_COG, "{SessionJwt: []}"),
                        HEAD_COG + ": the security alternative SessionJwt was removed"),
                breaking(
                        "anonymous callers refused",
                        contract -> removeAlternative(contract, MINT, "{}"),
                        MINT + ": the security alternative {} was removed"),
                breaking(
                                "anonymous alternative replaced by an empty list",
                                contract -> contract.security(KEYS).removeAll(),
                                KEYS + ": the security alternative {} was removed")
                        .preparedBy(contract -> contract.operation(KEYS).set("security", yaml("[{}]"))),
                breaking(
                        "all alternatives removed",
                        contract -> contract.operation(GET_COG).remove("security"),
                        GET_COG + ": the security alternative ApiKey was removed"),
                breaking(
                                "operation without security gets some",
                                contract -> contract.operation(KEYS).set("security", yaml("[ApiKey: []]")),
                                KEYS + ": a credential became required")
                        .preparedBy(contract -> contract.operation(KEYS).set("security", yaml("[]"))),
                breaking(
                                "contract gets security, which an operation without its own inherits",
                                contract -> contract.document().set("security", yaml("[ApiKey: []]")),
                                KEYS + ": a credential became required")
                        .preparedBy(contract -> contract.operation(KEYS).remove("security")),
                breaking(
                        "two schemes required together",
                        contract -> contract.operation(MINT)
                                .set("security", yaml("[{}, {SessionJwt: [], ApiKey: []}, {ApiKey: []}]")),
                        MINT + ": the security alternative SessionJwt was removed"));
    }

    static List<ContractEdit> schemes() {
        return List.of(
                breaking(
                        "API key in another header",
                        contract -> contract.securityScheme("ApiKey").put("name", "X-Key"),
                        MINT + ": the security alternative ApiKey changed"),
                breaking(
                        "API key in a cookie",
                        contract -> contract.securityScheme("ApiKey").put("in", "cookie"),
                        GET_COG + ": the security alternative ApiKey changed"),
                breaking(
                        "basic instead of bearer",
                        contract -> contract.securityScheme("SessionJwt").put("scheme", "basic"),
                        GET_COG + ": the security alternative SessionJwt changed"),
                breaking(
                        "scheme renamed",
                        contract -> {
                            ObjectNode schemes = contract.document().withObject("/components/securitySchemes");
                            schemes.set("Key", schemes.get("ApiKey"));
                            contract.operation(MINT).set("security", yaml("[{}, {SessionJwt: []}, {Key: []}]"));
                        },
                        MINT + ": the security alternative ApiKey was removed"),
                breaking(
                        "scope required",
                        contract -> contract.operation(MINT)
                                .set("security", yaml("[{}, {SessionJwt: [mint]}, {ApiKey: []}]")),
                        MINT + ": the security alternative SessionJwt changed"));
    }

    private static void removeAlternative(EditableContract contract, String operation, String alternative) {
        Iterator<JsonNode> alternatives = contract.security(operation).elements();
        while (alternatives.hasNext()) {
            if (alternatives.next().equals(yaml(alternative))) {
                alternatives.remove();
            }
        }
    }
}
