package org.downloadtoken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.downloadtoken.contract.document.Contract;
import org.downloadtoken.contract.document.References;
import org.junit.jupiter.api.Test;

/** Rules for openapi.yaml, which keep clients working when a minor version adds something. Each test lists what breaks its rule. */
class ContractRulesTest {
    private final JsonNode document = Contract.readDocument(Path.of("openapi.yaml"));
    private final Contract contract = Contract.of(document);
    private final Map<String, JsonNode> operations = new TreeMap<>(contract.operations());
    private final Map<String, JsonNode> responses = responses();
    private final Map<String, JsonNode> schemas = schemasOfBodies();

    /** A URL ends up in logs. */
    @Test
    void noSecuritySchemeIsInTheQuery() {
        JsonNode schemes = contract.document().at("/components/securitySchemes");

        assertFalse(schemes.findValuesAsText("in").contains("query"));
    }

    @Test
    void objectsInResponsesMayGetNewMembers() {
        assertNone(
                schemas,
                schema -> (schema.has("properties")
                                || schema.path("type").toString().contains("\"object\""))
                        && !schema.path("additionalProperties").asBoolean());
    }

    @Test
    void valuesInResponsesAreNotLimited() {
        assertNone(schemas, schema -> schema.has("enum") || schema.has("const") || schema.has("maximum"));
    }

    /** Callers pass parameters by position. */
    @Test
    void headerParametersComeAfterThoseOfPathAndQuery() {
        assertNone(operations, operation -> {
            List<String> places = operation.path("parameters").findValuesAsText("in");
            return places.contains("header")
                    && !places.subList(places.indexOf("header"), places.size()).stream()
                            .allMatch("header"::equals);
        });
    }

    @Test
    void responsesToHeadHaveNoContent() {
        responses.keySet().removeIf(name -> !name.startsWith("HEAD "));

        assertNone(responses, response -> response.has("content"));
    }

    @Test
    void operationsThatAnswerNotModifiedTakeIfNoneMatch() {
        assertNone(
                operations,
                operation -> operation.path("responses").has("304")
                        && !operation
                                .path("parameters")
                                .findValuesAsText("name")
                                .contains("if-none-match"));
    }

    /** The service answers 405 outside of the operations. */
    @Test
    void noOperationDeclaresMethodNotAllowed() {
        assertNone(operations, operation -> operation.path("responses").has("405"));
    }

    @Test
    void errorsHaveCacheControl() {
        responses.keySet().removeIf(name -> !name.matches(".* ([45]..|default)"));

        assertNone(
                responses, error -> !error.at("/headers/cache-control/required").asBoolean());
    }

    @Test
    void parametersHaveADescriptionAndAnExample() {
        Map<String, JsonNode> parameters = new TreeMap<>();
        new References(document)
                .resolve(document).findParents("in").stream()
                        .filter(parameter -> parameter.has("schema") || parameter.has("content"))
                        .filter(parameter ->
                                parameter.path("description").asText().isBlank()
                                        || (parameter.findValue("example") == null
                                                && parameter.findValue("examples") == null))
                        .forEach(parameter ->
                                parameters.put(parameter.path("name").asText(), parameter));

        assertNone(parameters, parameter -> true);
    }

    /** The responses by operation and status, such as "GET /openapi.yaml 200". */
    private Map<String, JsonNode> responses() {
        Map<String, JsonNode> found = new TreeMap<>();
        operations.forEach((name, operation) -> operation
                .path("responses")
                .properties()
                .forEach(response -> found.put(name + " " + response.getKey(), response.getValue())));
        return found;
    }

    /** The schemas in the bodies of responses, by their place. */
    private Map<String, JsonNode> schemasOfBodies() {
        Map<String, JsonNode> found = new TreeMap<>();
        responses.forEach((name, response) -> response.path("content")
                .properties()
                .forEach(content -> addSchemas(
                        name + " " + content.getKey(), content.getValue().path("schema"), found)));
        return found;
    }

    private static void addSchemas(String place, JsonNode schema, Map<String, JsonNode> found) {
        if (schema.isObject()) {
            found.put(place, schema);
        }
        schema.properties().forEach(keyword -> {
            JsonNode value = keyword.getValue();
            if (keyword.getKey().equals("properties")) {
                value.properties()
                        .forEach(member -> addSchemas(place + " " + member.getKey(), member.getValue(), found));
            } else if (value.isArray()) {
                value.forEach(element -> addSchemas(place + " " + keyword.getKey() + " " + element, element, found));
            } else {
                addSchemas(place + " " + keyword.getKey(), value, found);
            }
        });
    }

    private static void assertNone(Map<String, JsonNode> places, Predicate<JsonNode> breaksTheRule) {
        assertEquals(
                List.of(),
                places.entrySet().stream()
                        .filter(place -> breaksTheRule.test(place.getValue()))
                        .map(Map.Entry::getKey)
                        .toList());
    }
}
