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

    @Test
    void urlInTheFileIsThatOfTheDemo() throws IOException {
        JsonNode server = new YAMLMapper().readTree(Files.readString(FILE)).at("/servers/0");

        assertEquals(
                "http://localhost:8080/api",
                server.get("url")
                        .asText()
                        .replace(
                                "{origin}",
                                server.at("/variables/origin/default").asText()));
    }

    private static JsonNode parsed(Representation document) throws IOException {
        ObjectMapper mapper = document.type().endsWith("json") ? new JsonMapper() : new YAMLMapper();
        return mapper.readTree(document.content().toString());
    }
}
