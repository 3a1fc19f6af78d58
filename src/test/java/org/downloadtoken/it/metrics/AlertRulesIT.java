package org.downloadtoken.it.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the alert rules with promtool, and their severity, summary and runbook. */
class AlertRulesIT {
    private static final Path CONF = Path.of("conf/prometheus");

    private static JsonNode rules;
    private static JsonNode tests;

    @BeforeAll
    static void read() throws IOException {
        rules = new YAMLMapper().readTree(CONF.resolve("alerts.yaml").toFile()).at("/groups/0/rules");
        tests = new YAMLMapper()
                .readTree(CONF.resolve("alerts.test.yaml").toFile())
                .at("/tests");
    }

    @ParameterizedTest
    @CsvSource({"check, rules, alerts.yaml", "check, config, prometheus.yaml", "test, rules, alerts.test.yaml"})
    void promtoolAcceptsTheRules(String verb, String what, String file) throws Exception {
        Tool.PROMETHEUS.require();
        Process promtool = new ProcessBuilder("promtool", verb, what, file)
                .directory(CONF.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, promtool.waitFor(), output);
        assertTrue(output.contains("SUCCESS"), output);
    }

    @Test
    void eachAlertIsTestedToFireAndToStaySilent() {
        Map<String, Set<String>> seen = new HashMap<>();
        for (JsonNode test : tests) {
            JsonNode last = test.get("promql_expr_test")
                    .get(test.get("promql_expr_test").size() - 1);
            String alert = last.get("expr").asText().replaceAll(".*alertname='(\\w+)'.*", "$1");
            seen.computeIfAbsent(alert, name -> new TreeSet<>())
                    .add(last.get("exp_samples").isEmpty() ? "quiet" : "fires");
        }

        for (JsonNode rule : rules) {
            assertEquals(Set.of("fires", "quiet"), seen.get(rule.get("alert").asText()), rule.toString());
        }
    }

    @Test
    void eachAlertHasSeveritySummaryAndRunbook() {
        for (JsonNode rule : rules) {
            assertTrue(
                    Set.of("page", "ticket")
                            .contains(rule.at("/labels/severity").asText()),
                    rule.toString());
            assertTrue(rule.at("/annotations/summary").asText().length() > 20, rule.toString());
            assertTrue(rule.at("/annotations/runbook").asText().startsWith("1. "), rule.toString());
        }
    }

    @Test
    void alertNamesAreUnique() {
        List<String> names = names().toList();

        assertTrue(names.size() >= 16, names::toString);
        assertEquals(names.stream().distinct().toList(), names);
    }

    private static Stream<String> names() {
        return StreamSupport.stream(rules.spliterator(), false)
                .map(rule -> rule.get("alert").asText());
    }
}
