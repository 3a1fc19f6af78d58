package org.downloadtoken.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.downloadtoken.representation.Representation;

/** Provides openapi.yaml in the form that clients receive and in the form that the router can load. */
public final class ContractDocument {
    private static final String RESOURCE = "/openapi.yaml";
    private static final YAMLMapper YAML = new YAMLMapper();

    /** The block {@code servers} of the document, up to the next key. A regular expression keeps the layout of the rest. */
    private static final Pattern SERVERS = Pattern.compile("(?m)^servers:\\n(?:[ -].*\\n)+");

    private final String basePath;
    private final String yaml;
    private final ObjectNode document;

    /**
     * Reads the document from the class path.
     *
     * @param basePath the path below which this instance serves the contract
     */
    public ContractDocument(String basePath) {
        this.basePath = basePath;
        try (InputStream resource = ContractDocument.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            yaml = withServer(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
            document = (ObjectNode) YAML.readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Replaces the servers by the base path of this instance, which clients resolve against the URL of the document (OpenAPI
     * 3.1, section 4.8.5). The instance does not know the scheme and the host of its URL.
     */
    private String withServer(String file) {
        Matcher servers = SERVERS.matcher(file);
        if (!servers.find()) {
            throw new IllegalStateException(RESOURCE + " has no servers");
        }
        String server = "servers:\n  - url: " + (basePath.isEmpty() ? "/" : basePath)
                + "\n    description: This instance. The URL is relative to that of this document.\n";
        return file.substring(0, servers.start()) + server + file.substring(servers.end());
    }

    /** The document as YAML. */
    public Representation yaml() {
        return Representation.of("application/yaml", Buffer.buffer(yaml));
    }

    /** The document as JSON. */
    public Representation json() {
        return Representation.of("application/json", Buffer.buffer(document.toString()));
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
