package org.downloadtoken.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.downloadtoken.config.ConfigErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSourceTest {
    @TempDir
    Path directory;

    @Test
    void environmentOverridesTheConfFile() throws IOException {
        Map<String, String> environment =
                Map.of("CONF_FILE", conf("HTTP_PORT: 1\nPOSTGRES_DB: filed\n"), "HTTP_PORT", "2", "UNRELATED", "x");

        assertEquals(Map.of("HTTP_PORT", "2", "POSTGRES_DB", "filed"), ConfigSource.load(environment));
    }

    @Test
    void emptyVariableCountsAsNotSet() throws IOException {
        assertEquals(
                "1",
                ConfigSource.load(Map.of("CONF_FILE", conf("HTTP_PORT: 1"), "HTTP_PORT", ""))
                        .get("HTTP_PORT"));
    }

    @Test
    void valuesOfTheConfFileAreReadAsText() throws IOException {
        Map<String, String> values = ConfigSource.load(
                Map.of("CONF_FILE", conf("JWT_SECRET_KEY: 0123456789e12345678901234567890\nPOSTGRES_DB: yes\n")));

        assertEquals("0123456789e12345678901234567890", values.get("JWT_SECRET_KEY"));
        assertEquals("yes", values.get("POSTGRES_DB"));
    }

    @Test
    void confFileWithOnlyCommentsSetsNothing() throws IOException {
        assertEquals(Map.of(), ConfigSource.load(Map.of("CONF_FILE", conf("# HTTP_PORT: 1\n"))));
    }

    @Test
    void shippedConfFileSetsNothing() {
        assertEquals(Map.of(), ConfigSource.load(Map.of("CONF_FILE", "conf/service.yaml")));
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
    void invalidConfFileIsRejectedWithItsName(String text) throws IOException {
        String file = conf(text);

        assertTrue(message(Map.of("CONF_FILE", file)).contains(file));
    }

    @Test
    void missingConfFileIsRejected() {
        assertTrue(message(Map.of("CONF_FILE", "/nowhere/service.yaml")).contains("cannot be read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "secret\n", "secret\r\n"})
    void oneTrailingNewlineOfASecretFileIsDropped(String content) throws IOException {
        assertEquals(
                "secret",
                ConfigSource.load(Map.of("JWT_SECRET_KEY_FILE", file("key", content)))
                        .get("JWT_SECRET_KEY"));
    }

    @Test
    void otherWhiteSpaceOfASecretFileIsKept() throws IOException {
        assertEquals(
                " secret \n",
                ConfigSource.load(Map.of("POSTGRES_PASSWORD_FILE", file("key", " secret \n\n")))
                        .get("POSTGRES_PASSWORD"));
    }

    @Test
    void secretInBothFormsIsRejectedWithoutItsValue() throws IOException {
        String message =
                message(Map.of("JWT_SECRET_KEY", "in the open", "JWT_SECRET_KEY_FILE", file("key", "in a file")));

        assertTrue(message.contains("JWT_SECRET_KEY and JWT_SECRET_KEY_FILE are both set"), message);
        assertFalse(message.contains("in the open") || message.contains("in a file"), message);
    }

    @Test
    void missingSecretFileIsRejectedWithoutItsValue() {
        String message = message(Map.of("JWT_SECRET_KEY_FILE", "the secret itself"));

        assertTrue(message.contains("JWT_SECRET_KEY_FILE"), message);
        assertFalse(message.contains("the secret itself"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {" 8080", "8080 ", "8080\r", "\t8080\n"})
    void whiteSpaceAroundAVariableIsIgnored(String value) {
        assertEquals(Map.of("HTTP_PORT", "8080"), ConfigSource.load(Map.of("HTTP_PORT", value, "POSTGRES_DB", " \r")));
    }

    @Test
    void whiteSpaceAroundASecretIsAPartOfIt() {
        assertEquals(
                " p ", ConfigSource.load(Map.of("POSTGRES_PASSWORD", " p ")).get("POSTGRES_PASSWORD"));
    }

    @Test
    void byteOrderMarkIsNotAPartOfASecretOrOfTheConfFile() throws IOException {
        Map<String, String> values = ConfigSource.load(Map.of(
                "CONF_FILE", conf("\uFEFFHTTP_PORT: 1\r\nPOSTGRES_DB: a\r\n"),
                "JWT_SECRET_KEY_FILE", file("key", "\uFEFFsecret\r\n")));

        assertEquals(Map.of("HTTP_PORT", "1", "POSTGRES_DB", "a", "JWT_SECRET_KEY", "secret"), values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\uFEFF", "\uFEFF\n"})
    void emptySecretFileIsRejected(String content) throws IOException {
        assertEquals(
                "POSTGRES_PASSWORD_FILE must name a file with the secret, but the file is empty",
                message(Map.of("POSTGRES_PASSWORD_FILE", file("key", content))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POSTGRES_PASSWORD_FILE", "CONF_FILE"})
    void directoryInThePlaceOfAFileIsRejected(String setting) {
        assertTrue(message(Map.of(setting, directory.toString())).contains("names a directory"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POSTGRES_PASSWORD_FILE", "CONF_FILE"})
    void fileInAnotherEncodingIsRejected(String setting) throws IOException {
        Path file = Files.write(directory.resolve("file"), "HTTP_PORT: 1 # \u00fc".getBytes(StandardCharsets.UTF_16));

        assertTrue(message(Map.of(setting, file.toString())).contains("its bytes are not UTF-8"));
    }

    @Test
    void variableWithOtherBytesThanUtf8IsRejected() {
        assertEquals(
                "JWT_SECRET_KEY must be text in UTF-8, but has other bytes",
                message(Map.of("JWT_SECRET_KEY", "p\uFFFD")));
    }

    @Test
    void whiteSpaceAroundThePathOfTheConfFileIsIgnored() throws IOException {
        assertEquals(Map.of("HTTP_PORT", "1"), ConfigSource.load(Map.of("CONF_FILE", conf("HTTP_PORT: 1") + "\r")));
    }

    @Test
    void brokenYamlIsRejectedWithoutQuotingIt() throws IOException {
        assertFalse(message(Map.of("CONF_FILE", conf("JWT_SECRET_KEY: 'hush"))).contains("hush"));
    }

    private String conf(String text) throws IOException {
        return file("service.yaml", text);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static String message(Map<String, String> environment) {
        return ConfigErrors.message(() -> ConfigSource.load(environment));
    }
}
