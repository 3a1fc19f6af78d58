package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.downloadtoken.testing.helm.Chart;
import org.junit.jupiter.api.Test;

/** Helm removes a value that is null, and the templates need most of them. */
class NullValuesTest {
    /** Without such a value, the platform decides. */
    private static final List<String> NULLABLE = List.of(
            "/cluster/access/resources",
            "/cluster/access/resources/requests",
            "/cluster/access/resources/limits",
            "/resources",
            "/resources/requests",
            "/resources/limits",
            "/userId",
            "/httpRoute/downloadTimeout");

    @Test
    void schemaRequiresAllOtherValues() throws IOException {
        JsonNode schema = read("values.schema.json");
        List<String> notRequired = new ArrayList<>();

        collectNotRequired("", read("values.yaml"), schema, schema.get("definitions"), notRequired);

        assertEquals(NULLABLE, notRequired);
    }

    private static void collectNotRequired(
            String path, JsonNode values, JsonNode schema, JsonNode definitions, List<String> notRequired) {
        JsonNode object = schema.has("$ref")
                ? definitions.get(schema.get("$ref").asText().replace("#/definitions/", ""))
                : schema;
        if (!object.has("properties")) {
            return; // names that the user chooses
        }
        List<String> required = StreamSupport.stream(object.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        values.fields().forEachRemaining(value -> {
            String name = value.getKey();
            if (!required.contains(name)) {
                notRequired.add(path + "/" + name);
            }
            JsonNode property = object.get("properties").get(name);
            collectNotRequired(path + "/" + name, value.getValue(), property, definitions, notRequired);
        });
    }

    private static JsonNode read(String name) throws IOException {
        return new YAMLMapper().readTree(Chart.SHIPPED.path().resolve(name).toFile());
    }
}
