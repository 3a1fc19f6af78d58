package org.downloadtoken.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.downloadtoken.metrics.Build;
import org.junit.jupiter.api.Test;

/** Compares the contract with the contract of the last release. */
class ContractCompatibilityTest {
    static final Path RELEASED = Path.of("src", "test", "resources", "contract", "released.yaml");
    private static final Path CURRENT = Path.of("openapi.yaml");
    private static final Pattern RELEASE = Pattern.compile("(?m)^## \\[([^]]+)] - \\d");

    @Test
    void breakingChangesRaiseTheMajorVersion() {
        EditableContract released = EditableContract.read(RELEASED);
        EditableContract current = EditableContract.read(CURRENT);

        assertEquals(
                List.of(),
                ContractChanges.breakingWithinMajorVersion(released.contract(), current.contract()),
                "breaking changes without a higher major version");
    }

    @Test
    void releasedContractIsThatOfTheLastReleaseInTheChangelog() throws IOException {
        String version =
                EditableContract.read(RELEASED).document().at("/info/version").asText();

        Optional<String> last = lastRelease(Files.readString(Path.of("CHANGELOG.md")));
        assertEquals(
                last.orElse(Build.version()),
                version,
                "released.yaml must be the contract of the last release or, before the first release, of this build");
    }

    @Test
    void lastReleaseIsTheFirstOneWithADate() {
        assertEquals(
                Optional.of("1.0.1"),
                lastRelease("## [2.0.0] - unreleased\n## [1.0.1] - 2026-12-01\n## [1.0.0] - 2026-11-30\n"));
    }

    @Test
    void breakingChangeIsFoundUnlessTheMajorVersionRises() {
        assertEquals(List.of("GET /openapi.yaml: the operation was removed"), changesAfter("1.4.2", "1.5.0"));
        assertEquals(List.of(), changesAfter("1.4.2", "2.0.0"));
        assertNotEquals(List.of(), changesAfter("2.0.0", "1.0.0"));
        assertEquals(List.of(), changesAfter("9.0.0", "10.0.0-RC1"));
    }

    private static List<String> changesAfter(String before, String after) {
        EditableContract released = EditableContract.read(RELEASED);
        released.document().withObject("/info").put("version", before);
        EditableContract current = EditableContract.read(RELEASED);
        current.document().withObject("/info").put("version", after);
        current.paths().withObject("/~1openapi.yaml").remove("get");
        return ContractChanges.breakingWithinMajorVersion(released.contract(), current.contract());
    }

    private static Optional<String> lastRelease(String changelog) {
        return RELEASE.matcher(changelog).results().findFirst().map(release -> release.group(1));
    }
}
