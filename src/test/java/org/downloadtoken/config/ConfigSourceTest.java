package org.downloadtoken.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSourceTest {
    @TempDir
    Path directory;

    @Test
    void theEnvironmentGoesBeforeTheConfFile() throws IOException {
        Map<String, String> environment =
                Map.of("CONF_FILE", conf("HTTP_PORT: 1\nPOSTGRES_DB: filed\n"), "HTTP_PORT", "2", "UNRELATED", "x");

        assertEquals(
                new JsonObject().put("HTTP_PORT", "2").put("POSTGRES_DB", "filed"), ConfigSource.load(environment));
    }

    @Test
    void anEmptyVariableCountsAsNotSet() throws IOException {
        assertEquals(
                "1",
                ConfigSource.load(Map.of("CONF_FILE", conf("HTTP_PORT: 1"), "HTTP_PORT", ""))
                        .getString("HTTP_PORT"));
    }

    @Test
    void aValueIsTheTextThatStandsInTheFile() throws IOException {
        JsonObject values = ConfigSource.load(
                Map.of("CONF_FILE", conf("JWT_SECRET_KEY: 0123456789e12345678901234567890\nPOSTGRES_DB: yes\n")));

        assertEquals("0123456789e12345678901234567890", values.getString("JWT_SECRET_KEY"));
        assertEquals("yes", values.getString("POSTGRES_DB"));
    }

    @Test
    void aCommentedFileSetsNothing() throws IOException {
        assertEquals(new JsonObject(), ConfigSource.load(Map.of("CONF_FILE", conf("# HTTP_PORT: 1\n"))));
    }

    @Test
    void theShippedConfFileIsReadAndSetsNothing() {
        assertEquals(new JsonObject(), ConfigSource.load(Map.of("CONF_FILE", "conf/service.yaml")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP_PROT: 1",
                "http_port: 1",
                "HTTP_PORT: [1]",
                "HTTP_PORT: {a: 1}",
                "HTTP_PORT: 1\nHTTP_PORT: 2",
                "- HTTP_PORT",
                "HTTP_PORT",
                "HTTP_PORT: 'a"
            })
    void aWrongConfFileIsRefusedByName(String text) throws IOException {
        String file = conf(text);

        assertTrue(refusal(Map.of("CONF_FILE", file)).contains(file));
    }

    @Test
    void aConfFileThatIsNamedMustExist() {
        assertTrue(refusal(Map.of("CONF_FILE", "/nowhere/service.yaml")).contains("cannot be read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "secret\n", "secret\r\n"})
    void aSecretsFileLosesOneTrailingNewline(String content) throws IOException {
        assertEquals(
                "secret",
                ConfigSource.load(Map.of("JWT_SECRET_KEY_FILE", file("key", content)))
                        .getString("JWT_SECRET_KEY"));
    }

    @Test
    void aSecretsFileLosesNoOtherWhiteSpace() throws IOException {
        assertEquals(
                " secret \n",
                ConfigSource.load(Map.of("POSTGRES_PASSWORD_FILE", file("key", " secret \n\n")))
                        .getString("POSTGRES_PASSWORD"));
    }

    @Test
    void aSecretInBothFormsIsRefusedWithoutShowingIt() throws IOException {
        String refusal =
                refusal(Map.of("JWT_SECRET_KEY", "in the open", "JWT_SECRET_KEY_FILE", file("key", "in a file")));

        assertTrue(refusal.contains("JWT_SECRET_KEY and JWT_SECRET_KEY_FILE are both set"), refusal);
        assertFalse(refusal.contains("in the open") || refusal.contains("in a file"), refusal);
    }

    @Test
    void aMissingSecretsFileIsRefused() {
        String refusal = refusal(Map.of("JWT_SECRET_KEY_FILE", "the secret itself"));

        assertTrue(refusal.contains("JWT_SECRET_KEY_FILE"), refusal);
        assertFalse(refusal.contains("the secret itself"), refusal);
    }

    @Test
    void brokenYamlIsRefusedWithoutQuotingIt() throws IOException {
        assertFalse(refusal(Map.of("CONF_FILE", conf("JWT_SECRET_KEY: 'hush"))).contains("hush"));
    }

    private String conf(String text) throws IOException {
        return file("service.yaml", text);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static String refusal(Map<String, String> environment) {
        return String.valueOf(assertThrows(ConfigException.class, () -> ConfigSource.load(environment))
                .getMessage());
    }
}
