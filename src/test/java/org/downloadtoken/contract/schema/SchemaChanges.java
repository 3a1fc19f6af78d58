package org.downloadtoken.contract.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The breaking changes of one schema without annotations. A changed keyword is breaking unless a rule says otherwise.
 *
 * <p>openapi-diff 2.1.7 reads the types of OpenAPI 3.0 only. In a document of OpenAPI 3.1 it sees no change of {@code type},
 * {@code const} or {@code items}. In OpenAPI 3.0 and 3.1 it ignores that a response loses an optional member, and
 * it reports a wider {@code pattern} or {@code format} of a request.
 */
public final class SchemaChanges {
    private final Direction direction;
    private final List<String> changes = new ArrayList<>();

    private SchemaChanges(Direction direction) {
        this.direction = direction;
    }

    public static List<String> between(Direction direction, JsonNode released, JsonNode current) {
        SchemaChanges found = new SchemaChanges(direction);
        found.compare("", canonical(released), canonical(current));
        return found.changes;
    }

    private void compare(String place, JsonNode released, JsonNode current) {
        Set<String> keywords = new LinkedHashSet<>();
        released.fieldNames().forEachRemaining(keywords::add);
        current.fieldNames().forEachRemaining(keywords::add);
        for (String keyword : keywords) {
            compare(keyword, place, released.path(keyword), current.path(keyword));
        }
    }

    private void compare(String keyword, String place, JsonNode released, JsonNode current) {
        switch (keyword) {
            case "properties" -> properties(place, released, current);
            case "items" -> compare(place + "items: ", canonical(released), canonical(current));
            case "additionalProperties" -> additionalProperties(place, released, current);
            case "allOf", "anyOf", "oneOf" -> alternatives(keyword, place, released, current);
            case "default" ->
                changeIf(!released.isMissingNode() && !released.equals(current), keyword, place, released, current);
            default -> {
                boolean accepted = Keyword.accepts(
                        keyword, direction.wide(released, current), direction.narrow(released, current));
                changeIf(!accepted, keyword, place, released, current);
            }
        }
    }

    /** A new member is compatible: clients ignore it in responses, and {@code required} reports it in requests. */
    private void properties(String place, JsonNode released, JsonNode current) {
        released.properties().forEach(member -> {
            String name = member.getKey();
            if (current.has(name)) {
                compare(place + name + ": ", canonical(member.getValue()), canonical(current.get(name)));
            } else {
                changes.add(place + "the member " + name + " was removed");
            }
        });
    }

    /** A response may get unknown members, because clients ignore them. */
    private void additionalProperties(String place, JsonNode released, JsonNode current) {
        boolean closed = isFalse(current);
        if (isFalse(released) || closed) {
            boolean narrower = closed && !isFalse(released);
            changeIf(direction == Direction.REQUEST && narrower, "additionalProperties", place, released, current);
        } else {
            compare(place + "additionalProperties: ", canonical(released), canonical(current));
        }
    }

    /** Compares the elements in pairs. A value that more elements of {@code oneOf} accept is invalid, so they may not even become wider. */
    private void alternatives(String keyword, String place, JsonNode released, JsonNode current) {
        changeIf(released.size() != current.size(), keyword, place, released, current);
        for (int i = 0; i < Math.min(released.size(), current.size()); i++) {
            for (Direction each : keyword.equals("oneOf") ? Direction.values() : new Direction[] {direction}) {
                SchemaChanges found = new SchemaChanges(each);
                found.compare(place + keyword + "[" + i + "]: ", canonical(released.get(i)), canonical(current.get(i)));
                changes.addAll(found.changes);
            }
        }
    }

    private void changeIf(boolean breaking, String keyword, String place, JsonNode released, JsonNode current) {
        if (breaking) {
            changes.add(place + keyword + " changed from " + text(released) + " to " + text(current));
        }
    }

    /** The schema as an object in which a constant is an enumeration of one value. */
    private static JsonNode canonical(JsonNode schema) {
        ObjectNode canonical = schema.isObject() ? schema.deepCopy() : JsonNodeFactory.instance.objectNode();
        if (isFalse(schema)) {
            canonical.putArray("enum");
        }
        JsonNode constant = canonical.remove("const");
        if (constant != null) {
            canonical.putArray("enum").add(constant);
        }
        return canonical;
    }

    private static boolean isFalse(JsonNode schema) {
        return schema.isBoolean() && !schema.asBoolean();
    }

    private static String text(JsonNode value) {
        return value instanceof MissingNode ? "none" : value.toString();
    }
}
