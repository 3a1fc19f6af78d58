package org.downloadtoken.it.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.program.Script;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Validates the item of the guide for STAC, and follows it to the file with the program of the guide. The schema is our own:
 * it was written from the text of STAC and of the authentication extension, whose published schemas are not used here.
 */
class StacGuideIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Recipes recipes;

    @BeforeAll
    static void start() {
        recipes = Recipes.of("stac.md", Map.of());
    }

    @AfterAll
    static void stop() {
        recipes.close();
    }

    @Test
    void itemFulfilsOurSchemaOfTheAuthenticationExtension() throws IOException {
        JsonNode item = item();

        assertEquals(Set.of(), problems(item));
        JsonNode schemes = item.at("/properties/auth:schemes");
        for (JsonNode asset : item.path("assets")) {
            assertFalse(asset.path("auth:refs").isEmpty());
            asset.path("auth:refs").forEach(name -> assertTrue(schemes.has(name.asText()), name::asText));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/stac_extensions",
                "/properties/datetime",
                "/properties/auth:schemes",
                "/properties/auth:schemes/download-token/type",
                "/properties/auth:schemes/download-token/flows",
                "/properties/auth:schemes/download-token/flows/authorizationCode/method",
                "/properties/auth:schemes/download-token/flows/authorizationCode/authorizationApi",
                "/properties/auth:schemes/download-token/flows/authorizationCode/parameters/href/in",
                "/properties/auth:schemes/download-token/flows/authorizationCode/parameters/href/required",
                "/links",
                "/assets/data/href"
            })
    void itemWithoutARequiredMemberIsInvalid(String member) throws IOException {
        JsonNode item = item();
        JsonPointer pointer = JsonPointer.compile(member);
        ((ObjectNode) item.at(pointer.head())).remove(pointer.last().getMatchingProperty());

        assertNotEquals(Set.of(), problems(item));
    }

    @Test
    void programOfTheGuideReadsTheAsset(@TempDir Path directory) throws IOException {
        Tool.PYTHON.require();
        Files.writeString(directory.resolve("item.json"), recipes.example("Items", "json"));

        Script script = Script.python(
                directory, recipes.guide().section("Programs").code("python").get(0));

        assertEquals(0, script.exit(), script::output);
        assertEquals(
                Files.size(DemoCogs.file()) + " image/tiff; application=geotiff; profile=cloud-optimized",
                script.output().strip());
        Metrics metrics = new Metrics(recipes.service().managementPort());
        assertEquals(1, metrics.sum("download_token_requests_total", "outcome", "granted"));
        assertEquals(0, metrics.sum("download_requests_total", "outcome", "unauthorized"));
    }

    private static JsonNode item() throws IOException {
        return JSON.readTree(recipes.example("Items", "json"));
    }

    private static Set<ValidationMessage> problems(JsonNode item) throws IOException {
        try (InputStream schema =
                Objects.requireNonNull(StacGuideIT.class.getResourceAsStream("/stac/item.schema.json"))) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(
                            schema,
                            SchemaValidatorsConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build())
                    .validate(item);
        }
    }
}
