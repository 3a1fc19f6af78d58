package org.downloadtoken.server.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.downloadtoken.representation.Representation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractDocumentTest {
    private static final Path FILE = Path.of("openapi.yaml");

    @ParameterizedTest
    @CsvSource({"/api, /api", "/geo/tokens, /geo/tokens", "'', /"})
    void serverOfThePublishedDocumentIsItsBasePath(String basePath, String url) throws IOException {
        JsonNode servers = parsed(new ContractDocument(basePath).yaml()).get("servers");

        assertEquals(1, servers.size());
        assertEquals(url, servers.at("/0/url").asText());
    }

    @Test
    void nothingElseOfTheFileIsChanged() throws IOException {
        ObjectNode file = (ObjectNode) new YAMLMapper().readTree(Files.readString(FILE));
        ObjectNode published = (ObjectNode) parsed(new ContractDocument("/tokens").yaml());

        assertEquals(
                file.remove("servers").getNodeType(),
                published.remove("servers").getNodeType());
        assertEquals(file, published);
    }

    @Test
    void jsonIsTheSameDocument() throws IOException {
        ContractDocument document = new ContractDocument("/tokens");

        assertEquals(parsed(document.yaml()), parsed(document.json()));
    }

    /** The first server has no variable, since some generators do not replace variables. */
    @Test
    void serversOfTheFileAreTheDemoByDefault() throws IOException {
        JsonNode servers = new YAMLMapper().readTree(Files.readString(FILE)).get("servers");

        assertEquals("http://127.0.0.1:8080/api", servers.at("/0/url").asText());
        assertEquals(
                "http://127.0.0.1:8080/api",
                servers.at("/1/url")
                        .asText()
                        .replace(
                                "{origin}",
                                servers.at("/1/variables/origin/default").asText()));
    }

    private static JsonNode parsed(Representation document) throws IOException {
        ObjectMapper mapper = document.type().endsWith("json") ? new JsonMapper() : new YAMLMapper();
        return mapper.readTree(document.content().toString());
    }
}
