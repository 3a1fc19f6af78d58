package org.downloadtoken.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Validates a response against a published OpenAPI 3.1 document, with a validator that the service does not use. */
public final class ContractCheck {
    private static final String PROBLEM = "{\"$ref\": \"#/components/schemas/ProblemDetail\"}";

    private final ObjectMapper json = new ObjectMapper();
    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private final JsonNode contract;
    private final String basePath;

    public ContractCheck(String document, String basePath) {
        try {
            this.contract = new YAMLMapper().readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
        this.basePath = basePath;
        assertEquals(
                basePath.isEmpty() ? "/" : basePath,
                contract.at("/servers/0/url").asText(),
                "published base path");
    }

    public void verify(String method, String path, ApiResponse response) {
        JsonNode operation = operation(method, path.replaceFirst("\\?.*", ""));
        if (operation.isMissingNode()) {
            if (response.status() >= 400) {
                verifyProblem(response);
            }
            return;
        }
        JsonNode responses = operation.get("responses");
        String status = String.valueOf(response.status());
        JsonNode declared = resolve(responses.has(status) ? responses.get(status) : responses.get("default"));
        declared.path("headers")
                .properties()
                .forEach(header -> verifyHeader(header.getKey(), header.getValue(), response));
        if (declared.path("content").isEmpty()) {
            assertEquals("", response.body(), () -> status + " of " + path + " declares no body");
            return;
        }
        String type = response.header("content-type").orElse("(none)");
        JsonNode content = declared.path("content").path(type);
        assertTrue(content.has("schema"), () -> status + " of " + path + " declares no " + type);
        if (method.equals("HEAD")) {
            assertEquals("", response.body());
            return;
        }
        verify(content.get("schema"), type.endsWith("json") ? parse(response.body()) : new TextNode(response.body()));
    }

    public void verifyProblem(ApiResponse response) {
        assertEquals("application/problem+json", response.header("content-type").orElse("(none)"));
        JsonNode problem = parse(response.body());
        verify(parse(PROBLEM), problem);
        assertEquals(response.status(), problem.get("status").asInt());
    }

    private void verifyHeader(String name, JsonNode declared, ApiResponse response) {
        JsonNode header = resolve(declared);
        String value = String.join(", ", response.headers().getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
        if (value.isEmpty()) {
            assertTrue(!header.path("required").asBoolean(), () -> "required header " + name + " is missing");
            return;
        }
        boolean number = header.at("/schema/type").asText().equals("integer");
        verify(header.get("schema"), number ? parse(value) : new TextNode(value));
    }

    private JsonNode operation(String method, String path) {
        for (Map.Entry<String, JsonNode> entry : contract.get("paths").properties()) {
            String template = basePath + entry.getKey();
            if (path.matches(template.replaceAll("\\{[^}]+}", "[^/]+"))) {
                return entry.getValue().path(method.toLowerCase(Locale.ROOT));
            }
        }
        return contract.path("no such path");
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? contract.at(node.get("$ref").asText().substring(1)) : node;
    }

    private void verify(JsonNode schema, JsonNode instance) {
        ObjectNode root = schema.deepCopy();
        root.set("components", contract.get("components"));
        SchemaValidatorsConfig strict = SchemaValidatorsConfig.builder()
                .formatAssertionsEnabled(true)
                .typeLoose(false)
                .build();
        Set<ValidationMessage> errors = schemas.getSchema(root, strict).validate(instance);
        assertTrue(errors.isEmpty(), () -> errors + " in " + instance);
    }

    private JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
