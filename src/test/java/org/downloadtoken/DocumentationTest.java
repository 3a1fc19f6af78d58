package org.downloadtoken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.failure.UnservableCause;
import org.downloadtoken.testing.documentation.DeclaredMetrics;
import org.downloadtoken.testing.documentation.Guide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that README and guides are complete, and that their links lead somewhere. */
class DocumentationTest {
    private static final int README_LINES = 180;

    private static final Guide README = Guide.read(Path.of("README.md"));
    private static final List<Guide> GUIDES = Guide.readAll(Path.of("src", "site", "markdown"));

    @Test
    void readmeIsShort() {
        assertTrue(README.lines().size() <= README_LINES, () -> "README.md has more than " + README_LINES + " lines");
    }

    @ParameterizedTest
    @MethodSource("guides")
    void guideStartsWithItsReaders(Guide guide) {
        assertTrue(guide.lines().get(0).startsWith("# "), "the first line is no title");
        assertTrue(guide.lines().get(2).startsWith("For "), "the first sentence does not name the readers");
    }

    @ParameterizedTest
    @MethodSource("guides")
    void readmeLinksEachGuide(Guide guide) {
        assertTrue(README.links().contains(guide.path().toString()), guide::toString);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksHaveATarget(Guide page) {
        assertEquals(List.of(), page.brokenLinks());
    }

    @Test
    void eachSettingIsDocumentedOnceWithItsDefault() {
        Set<String> ofTheMachine = Set.of("EVENT_LOOPS", "MAX_CONNECTIONS", "MAX_DOWNLOADS");
        List<String> wrong = new ArrayList<>();
        settings().forEach(setting -> {
            List<List<String>> rows = rows("`" + setting.name() + "`");
            String value = setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`";
            if (rows.size() != 1
                    || !(ofTheMachine.contains(setting.name())
                            || rows.get(0).get(1).equals(value))) {
                wrong.add(setting.name() + " " + rows);
            }
        });

        assertEquals(List.of(), wrong);
    }

    @Test
    void eachSettingIsInTheConfFile() {
        Guide conf = Guide.read(Path.of("conf", "service.yaml"));

        assertEquals(
                List.of(),
                settings()
                        .map(DocumentedSetting::name)
                        .filter(name -> conf.lines().stream().noneMatch(line -> line.startsWith("# " + name + ":")))
                        .toList());
    }

    @Test
    void eachMetricIsDocumentedOnce() throws IOException {
        Set<String> names = DeclaredMetrics.in(Path.of("src", "main", "java"));

        assertTrue(names.contains("build_info"), names::toString);
        assertEquals(List.of(), notOnce(names));
    }

    @Test
    void eachErrorStatusIsDocumentedOnce() throws IOException {
        Set<String> statuses = errorStatuses();

        assertTrue(statuses.contains("401"), statuses::toString);
        assertEquals(List.of(), notOnce(statuses));
    }

    @Test
    void eachCauseOfAnUnservableFileIsInTheTableOfDownloads() {
        Set<String> documented = Guide.read(Path.of("src", "site", "markdown", "downloads.md")).rows().stream()
                .dropWhile(row -> !row.get(0).equals("cause"))
                .skip(2) // the titles of the columns and the line below
                .map(row -> row.get(0))
                .takeWhile(cause -> cause.matches("`[a-z_]+`"))
                .map(cause -> cause.replace("`", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> causes = Arrays.stream(UnservableCause.values())
                .map(cause -> cause.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(causes, documented);
    }

    /** The settings of the service, by name and default. */
    private static Stream<DocumentedSetting> settings() {
        return ServiceConfig.SETTINGS.stream()
                .map(setting -> new DocumentedSetting(setting.name(), setting.defaultValue()));
    }

    private record DocumentedSetting(String name, String defaultValue) {}

    private static Set<String> errorStatuses() throws IOException {
        Set<String> statuses = new TreeSet<>();
        JsonNode contract = new YAMLMapper().readTree(Path.of("openapi.yaml").toFile());
        contract.get("paths")
                .forEach(path -> path.findValues("responses")
                        .forEach(responses -> responses.fieldNames().forEachRemaining(statuses::add)));
        statuses.removeIf(status -> !status.matches("[45]\\d\\d"));
        return statuses;
    }

    private static List<String> notOnce(Set<String> names) {
        return names.stream()
                .filter(name -> rows(name).size() + rows("`" + name + "`").size() != 1)
                .toList();
    }

    /** The cells of all table rows whose first cell is this text. */
    private static List<List<String>> rows(String first) {
        return pages().flatMap(page -> page.rows().stream())
                .filter(row -> row.get(0).equals(first))
                .toList();
    }

    private static Stream<Guide> pages() {
        return Stream.concat(Stream.of(README), GUIDES.stream());
    }

    private static Stream<Guide> guides() {
        return GUIDES.stream();
    }
}
