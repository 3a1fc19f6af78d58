package org.downloadtoken.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.downloadtoken.representation.Representation;

/** openapi.yaml, as it is published and as the router can load it. */
public final class ContractDocument {
    private static final String RESOURCE = "/openapi.yaml";
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = new JsonMapper();

    private final String basePath;
    private final byte[] original;
    private final ObjectNode document;

    /** Reads the document from the class path, for an instance with this base path. */
    public ContractDocument(String basePath) {
        this.basePath = basePath;
        try (InputStream resource = ContractDocument.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            original = resource.readAllBytes();
            document = (ObjectNode) YAML.readTree(original);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What integrators read: the file itself, unless this instance has another base path. */
    public Representation yaml() {
        Buffer yaml = document.at("/servers/0/url").asText().equals(basePath)
                ? Buffer.buffer(original)
                : written(YAML, published());
        return Representation.of("application/yaml", yaml);
    }

    /** The same for tools that read JSON. */
    public Representation json() {
        return Representation.of("application/json", written(JSON, published()));
    }

    private ObjectNode published() {
        ObjectNode copy = document.deepCopy();
        ((ObjectNode) copy.at("/servers/0")).put("url", basePath.isEmpty() ? "/" : basePath);
        return copy;
    }

    private static Buffer written(ObjectMapper mapper, ObjectNode document) {
        try {
            return Buffer.buffer(mapper.writeValueAsBytes(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the library loads. It knows neither relative server URLs nor application/problem+json, and leaves the base
     * path out of the routes: so the copy's paths have it, and its responses, which are not checked here, no content.
     * Nor has it security: the library would put a handler for it into each route, also where it is switched off.
     */
    public JsonObject loadable() {
        ObjectNode copy = document.deepCopy();
        copy.remove("servers");
        ObjectNode paths = copy.putObject("paths");
        document.deepCopy()
                .get("paths")
                .properties()
                .forEach(path -> paths.set(basePath + path.getKey(), path.getValue()));
        copy.findParents("security").forEach(parent -> ((ObjectNode) parent).remove("security"));
        for (JsonNode responses : copy.findValues("responses")) {
            responses.forEach(response -> ((ObjectNode) response).remove("content"));
        }
        return new JsonObject(copy.toString());
    }
}
