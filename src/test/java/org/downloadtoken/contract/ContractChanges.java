package org.downloadtoken.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.downloadtoken.contract.document.Contract;

/** The changes between two contracts that break a client of the first one. */
final class ContractChanges {
    private static final Set<String> COMPARED_IN_DOCUMENT =
            Set.of("openapi", "info", "servers", "paths", "components", "security", "tags", "webhooks");
    private static final Set<String> COMPARED_IN_OPERATION =
            Set.of("tags", "operationId", "parameters", "requestBody", "responses", "callbacks", "security", "servers");

    private ContractChanges() {}

    /** The breaking changes that the version does not announce: none if the major version rises. */
    static List<String> breakingWithinMajorVersion(Contract released, Contract current) {
        return current.majorVersion() > released.majorVersion() ? List.of() : breaking(released, current);
    }

    static List<String> breaking(Contract released, Contract current) {
        if (!released.openApiVersion().equals(current.openApiVersion())) {
            // openapi-diff 2.1.7 cannot read OpenAPI 3.2.
            return List.of("the version of OpenAPI changed from " + released.openApiVersion() + " to "
                    + current.openApiVersion());
        }
        List<String> changes = new ArrayList<>(ofDocument(released.document(), current.document()));
        changes.addAll(OperationChanges.between(released, current));
        Map<String, ObjectNode> operations = current.operations();
        released.operations().forEach((name, before) -> {
            ObjectNode after = operations.get(name);
            if (after != null) {
                Stream.of(
                                SecurityChanges.between(
                                        SecurityAlternative.of(before, released),
                                        SecurityAlternative.of(after, current)),
                                ContractServer.changes(before, after),
                                MethodChanges.between(before, after),
                                MessageChanges.between(before, after),
                                Members.changesByName("callback", before.path("callbacks"), after.path("callbacks")),
                                Members.changes(before, after, COMPARED_IN_OPERATION))
                        .flatMap(List::stream)
                        .forEach(change -> changes.add(name + ": " + change));
            }
        });
        return changes;
    }

    private static List<String> ofDocument(JsonNode released, JsonNode current) {
        List<String> changes = new ArrayList<>();
        // A generated client has a class for each schema.
        changes.addAll(
                Members.removed("schema", released.at("/components/schemas"), current.at("/components/schemas")));
        changes.addAll(Members.changesByName("webhook", released.path("webhooks"), current.path("webhooks")));
        changes.addAll(Members.changes(released, current, COMPARED_IN_DOCUMENT));
        return changes;
    }
}
