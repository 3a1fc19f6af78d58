package org.downloadtoken.contract;

import static org.downloadtoken.contract.ContractEdit.GET_COG;
import static org.downloadtoken.contract.ContractEdit.MINT;
import static org.downloadtoken.contract.ContractEdit.breaking;
import static org.downloadtoken.contract.ContractEdit.compatible;
import static org.downloadtoken.contract.EditableContract.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractServerTest {
    @ParameterizedTest
    @MethodSource({"ofTheContract", "ofOperations"})
    void breakingChangeIsReported(ContractEdit change) {
        change.assertIsReported();
    }

    @ParameterizedTest
    @MethodSource("compatibleChanges")
    void compatibleChangeIsAllowed(ContractEdit change) {
        change.assertIsAllowed();
    }

    static List<ContractEdit> ofTheContract() {
        return List.of(
                breaking("other URL", servers("[{url: /v2}]"), MINT + ": the server /api was removed")
                        .preparedBy(servers("[{url: /api}]")),
                breaking(
                        "server removed",
                        contract -> contract.document().withArray("servers").remove(1),
                        MINT + ": the server {origin}/api was removed"),
                breaking(
                        "all servers removed",
                        contract -> contract.document().remove("servers"),
                        GET_COG + ": the server {origin}/api was removed"),
                breaking(
                                "server added before the released one",
                                servers("[{url: /v1}, {url: /api}]"),
                                MINT + ": the first server changed from /api to /v1")
                        .preparedBy(servers("[{url: /api}]")),
                breaking(
                                "variable removed from the URL",
                                servers("[{url: /api}]"),
                                MINT + ": the server {base} was removed")
                        .preparedBy(variable("{default: /api}")),
                breaking(
                                "other default of a variable",
                                variable("{default: /v2}"),
                                MINT + ": the server {base} was removed")
                        .preparedBy(variable("{default: /api}")),
                breaking(
                                "enumeration of a variable",
                                variable("{default: /api, enum: [/api]}"),
                                MINT + ": the server {base} was removed")
                        .preparedBy(variable("{default: /api}")));
    }

    static List<ContractEdit> ofOperations() {
        return List.of(
                breaking(
                        "an operation gets another server",
                        contract -> contract.operation(MINT).set("servers", yaml("[{url: /v2}]")),
                        MINT + ": the server {origin}/api was removed"),
                breaking(
                        "a path gets another server",
                        contract -> path(contract).set("servers", yaml("[{url: /v2}]")),
                        MINT + ": the server {origin}/api was removed"),
                breaking(
                                "the server of a path changes",
                                contract -> path(contract).set("servers", yaml("[{url: /v2}]")),
                                MINT + ": the server /v1 was removed")
                        .preparedBy(contract -> path(contract).set("servers", yaml("[{url: /v1}]"))));
    }

    static List<ContractEdit> compatibleChanges() {
        return List.of(
                compatible(
                        "new server",
                        contract -> contract.document().withArray("servers").add(yaml("{url: /v1}"))),
                compatible("variable in the URL", variable("{default: /api}")).preparedBy(servers("[{url: /api}]")),
                compatible("other description of a variable", variable("{default: /api, description: Path, x-a: b}"))
                        .preparedBy(variable("{default: /api}")),
                compatible(
                                "server of the contract replaced by the servers of all operations",
                                contract -> path(contract)
                                        .set("servers", contract.document().get("servers")))
                        .preparedBy(servers("[{url: /api}]")));
    }

    private static ObjectNode path(EditableContract contract) {
        return (ObjectNode) contract.paths().required(MINT.split(" ")[1]);
    }

    private static Consumer<EditableContract> servers(String yaml) {
        return contract -> contract.document().set("servers", yaml(yaml));
    }

    private static Consumer<EditableContract> variable(String yaml) {
        return servers("[{url: '{base}', variables: {base: " + yaml + "}}]");
    }
}
