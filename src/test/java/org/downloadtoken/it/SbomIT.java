package org.downloadtoken.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks the SBOM beside the jar, and the copy of it in the jar. */
class SbomIT {
    private static final Path JAR = Path.of(System.getProperty("service.jar"));
    private static final Path SBOM =
            JAR.resolveSibling(JAR.getFileName().toString().replace(".jar", ".cdx.json"));

    @Test
    void jarHoldsTheSbom() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile());
                InputStream copy = jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json"))) {
            assertArrayEquals(Files.readAllBytes(SBOM), copy.readAllBytes());
        }
    }

    @Test
    void sbomListsLibrariesAndPagesOfTheJarButNoTestLibrary() throws IOException {
        JsonObject sbom = new JsonObject(Files.readString(SBOM));
        Set<String> names = sbom.getJsonArray("components").stream()
                .map(JsonObject.class::cast)
                .map(component -> component.getString("group") + ":" + component.getString("name"))
                .collect(Collectors.toSet());

        assertTrue(names.containsAll(List.of("io.vertx:vertx-core", "org.webjars:swagger-ui")), names::toString);
        assertEquals(
                List.of(),
                names.stream()
                        .filter(name -> name.matches("org\\.junit.*|com\\.nimbusds:.*|io\\.zonky.*"))
                        .toList());
    }

    /** Both would differ between two builds of the same commit. */
    @Test
    void sbomHasNoSerialNumberAndNoTimestamp() throws IOException {
        JsonObject sbom = new JsonObject(Files.readString(SBOM));

        assertEquals("CycloneDX 1.6", sbom.getString("bomFormat") + " " + sbom.getString("specVersion"));
        assertTrue(!sbom.containsKey("serialNumber")
                && !sbom.getJsonObject("metadata").containsKey("timestamp"));
    }
}
