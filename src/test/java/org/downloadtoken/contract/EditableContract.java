package org.downloadtoken.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.Locale;
import org.downloadtoken.contract.document.Contract;

/** A contract whose parts a test finds by their names, also behind references, and changes in place. */
record EditableContract(ObjectNode document) {
    static EditableContract read(Path file) {
        return new EditableContract((ObjectNode) Contract.readDocument(file));
    }

    static JsonNode yaml(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Contract contract() {
        return Contract.of(document);
    }

    ObjectNode paths() {
        return document.withObject("/paths");
    }

    /** An operation by its name, such as "GET /openapi.yaml". */
    ObjectNode operation(String name) {
        String[] methodAndPath = name.split(" ");
        return (ObjectNode) paths().required(methodAndPath[1]).required(methodAndPath[0].toLowerCase(Locale.ROOT));
    }

    ObjectNode responses(String operation) {
        return operation(operation).withObject("responses");
    }

    ObjectNode response(String operation, String status) {
        return target(responses(operation).required(status));
    }

    ObjectNode headers(String operation, String status) {
        return response(operation, status).withObject("headers");
    }

    ObjectNode header(String operation, String status, String name) {
        return target(headers(operation, status).required(name));
    }

    /** The schema of a response that has one content type. */
    ObjectNode schema(String operation, String status) {
        return target(response(operation, status)
                .required("content")
                .elements()
                .next()
                .required("schema"));
    }

    /** The schema of a parameter or header. */
    ObjectNode schema(ObjectNode owner) {
        return target(owner.required("schema"));
    }

    /** The schema of a member of an object. */
    ObjectNode member(ObjectNode schema, String name) {
        return target(schema.required("properties").required(name));
    }

    /** The schema of the elements of an array. */
    ObjectNode items(ObjectNode schema) {
        return target(schema.required("items"));
    }

    ArrayNode security(String operation) {
        return operation(operation).withArray("security");
    }

    ObjectNode securityScheme(String name) {
        return document.withObject("/components/securitySchemes/" + name);
    }

    ObjectNode parameter(String operation, String name) {
        ArrayNode parameters = parameters(operation, name);
        return target(parameters.get(index(parameters, name)));
    }

    void addParameter(String operation, String yaml) {
        operation(operation).withArray("parameters").add(yaml(yaml));
    }

    void removeParameter(String operation, String name) {
        ArrayNode parameters = parameters(operation, name);
        parameters.remove(index(parameters, name));
    }

    /** The parameters of the operation or, if it has no parameter of this name, of its path. */
    private ArrayNode parameters(String operation, String name) {
        JsonNode own = operation(operation).path("parameters");
        JsonNode shared = paths().required(operation.split(" ")[1]).path("parameters");
        return (ArrayNode) (index(own, name) < own.size() ? own : shared);
    }

    private int index(JsonNode parameters, String name) {
        int index = 0;
        while (index < parameters.size()
                && !target(parameters.get(index)).required("name").asText().equals(name)) {
            index++;
        }
        return index;
    }

    private ObjectNode target(JsonNode node) {
        String reference = node.path("$ref").asText();
        return (ObjectNode) (reference.isEmpty() ? node : document.requiredAt(reference.substring(1)));
    }
}
