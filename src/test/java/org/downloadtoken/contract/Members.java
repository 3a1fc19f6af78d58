package org.downloadtoken.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The breaking changes of members for which the check has no finer rule: each difference is breaking. */
final class Members {
    private Members() {}

    /** Compares all members of an object except those that are compared elsewhere. */
    static List<String> changes(JsonNode released, JsonNode current, Set<String> comparedElsewhere) {
        Set<String> names = new LinkedHashSet<>();
        released.fieldNames().forEachRemaining(names::add);
        current.fieldNames().forEachRemaining(names::add);
        names.removeAll(comparedElsewhere);
        List<String> changes = new ArrayList<>();
        for (String name : names) {
            JsonNode before = released.path(name);
            JsonNode after = current.path(name);
            if (!before.equals(after)) {
                changes.add(name + " changed from " + text(before) + " to " + text(after));
            }
        }
        return changes;
    }

    /** Compares objects by their names, such as links. A new name is compatible. */
    static List<String> changesByName(String kind, JsonNode released, JsonNode current) {
        List<String> changes = removed(kind, released, current);
        released.properties().forEach(member -> {
            String name = member.getKey();
            if (current.has(name) && !current.path(name).equals(member.getValue())) {
                changes.add("the " + kind + " " + name + " changed");
            }
        });
        return changes;
    }

    static List<String> removed(String kind, JsonNode released, JsonNode current) {
        List<String> changes = new ArrayList<>();
        released.fieldNames().forEachRemaining(name -> {
            if (!current.has(name)) {
                changes.add("the " + kind + " " + name + " was removed");
            }
        });
        return changes;
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "none" : value.toString();
    }
}
