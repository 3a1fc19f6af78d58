package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the proxies know the same file names as the contract, whose pattern their configurations repeat. */
class ProxyFileNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"nginx.conf", "Caddyfile", "traefik.yaml", "envoy.yaml"})
    void configurationHasThePatternOfTheContract(String file) throws IOException {
        String pattern = new YAMLMapper()
                .readTree(Path.of("openapi.yaml").toFile())
                .at("/components/schemas/TiffName/pattern")
                .asText();
        String name = pattern.substring(1, pattern.length() - 1); // without ^ and $
        String written = file.equals("envoy.yaml") ? name.replace("\\", "\\\\") : name; // in a quoted text of YAML

        String configuration = Files.readString(Path.of("conf", "proxy", file));

        assertTrue(configuration.contains("/download/(cog|" + written + ")"), written);
    }
}
