package org.downloadtoken.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.downloadtoken.contract.document.Contract;

/** The changes between two contracts that break a client of the first one. */
final class ContractChanges {
    private ContractChanges() {}

    /** The breaking changes that the version does not announce: none if the major version rises. */
    static List<String> breakingWithinMajorVersion(Contract released, Contract current) {
        return current.majorVersion() > released.majorVersion() ? List.of() : breaking(released, current);
    }

    static List<String> breaking(Contract released, Contract current) {
        List<String> changes = new ArrayList<>();
        changes.addAll(OperationChanges.between(released, current));
        Map<String, ObjectNode> operations = current.operations();
        released.operations().forEach((name, before) -> {
            ObjectNode after = operations.get(name);
            if (after != null) {
                SecurityChanges.between(
                                SecurityAlternative.of(before, released), SecurityAlternative.of(after, current))
                        .forEach(change -> changes.add(name + ": " + change));
                ContractServer.changes(before, after).forEach(change -> changes.add(name + ": " + change));
                SchemaPlace.changes(before, after).forEach(change -> changes.add(name + ": " + change));
            }
        });
        return changes;
    }
}
