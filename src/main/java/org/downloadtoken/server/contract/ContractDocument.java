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

/** Provides openapi.yaml in the form that clients receive and in the form that the router can load. */
public final class ContractDocument {
    private static final String RESOURCE = "/openapi.yaml";
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = new JsonMapper();

    private final String basePath;
    private final byte[] original;
    private final ObjectNode document;

    /** Reads the document from the class path.
     *
     * @param basePath the path below which this instance serves the contract
     */
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

    /** The document as YAML: the original bytes, unless this instance has another base path. */
    public Representation yaml() {
        Buffer yaml = document.at("/servers/0/url").asText().equals(basePath)
                ? Buffer.buffer(original)
                : write(YAML, withBasePath());
        return Representation.of("application/yaml", yaml);
    }

    /** The document as JSON. */
    public Representation json() {
        return Representation.of("application/json", write(JSON, withBasePath()));
    }

    private ObjectNode withBasePath() {
        ObjectNode copy = document.deepCopy();
        ((ObjectNode) copy.at("/servers/0")).put("url", basePath.isEmpty() ? "/" : basePath);
        return copy;
    }

    private static Buffer write(ObjectMapper mapper, ObjectNode document) {
        try {
            return Buffer.buffer(mapper.writeValueAsBytes(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A copy that vertx-openapi can load. The library rejects relative server URLs and application/problem+json, and omits
     * the base path in the routes. The paths of the copy therefore contain the base path, and its responses, which are not
     * validated here, have no content. The copy has no security either: the library would add a security handler to each
     * route, even where security is disabled.
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
