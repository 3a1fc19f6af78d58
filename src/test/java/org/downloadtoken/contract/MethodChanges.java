package org.downloadtoken.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.downloadtoken.contract.document.Contract;

/** The breaking changes of the method that a generated client has for an operation. */
final class MethodChanges {
    private MethodChanges() {}

    static List<String> between(JsonNode released, JsonNode current) {
        List<String> changes = new ArrayList<>();
        // Generators name the class of the method after the first tag.
        String tag = firstTag(released);
        if (!tag.equals(firstTag(current))) {
            changes.add("the first tag changed from " + tag + " to " + firstTag(current));
        }
        changes.addAll(parameterOrder(parameters(released), parameters(current)));
        return changes;
    }

    /** Callers pass parameters by position, so a new one must come after those of the release. */
    private static List<String> parameterOrder(List<String> released, List<String> current) {
        List<String> kept = released.stream().filter(current::contains).toList();
        return kept.equals(current.subList(0, kept.size()))
                ? List.of()
                : List.of("the order of the parameters changed from " + String.join(", ", released) + " to "
                        + String.join(", ", current));
    }

    private static List<String> parameters(JsonNode operation) {
        List<String> parameters = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> parameters.add(Contract.identity(parameter)));
        return parameters;
    }

    private static String firstTag(JsonNode operation) {
        return operation.path("tags").path(0).asText("none");
    }
}
