package org.downloadtoken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.downloadtoken.testing.documentation.Guide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calculates the table of the guide for sizing from its formulas, which are expressions of Java. */
class SizingTest {
    private static final Guide SIZING = Guide.read(Path.of("src/site/markdown/sizing.md"));
    private static final Guide PERFORMANCE = Guide.read(Path.of("src/site/markdown/performance.md"));

    @Test
    void eachFigureIsAResultOfTheBenchmark() {
        List<List<String>> results = PERFORMANCE.section("Results").rows();
        List<List<String>> unknown = rows("Figures").stream()
                .filter(figure -> results.stream().noneMatch(row -> shows(row, figure.get(3), figure.get(1))))
                .toList();

        assertTrue(rows("Figures").size() >= 7);
        assertEquals(List.of(), unknown);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void eachNumberOfTheTableFollowsFromItsFormula(int column) {
        List<String> wrong = new ArrayList<>();
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            evaluate(shell, "import static java.lang.Math.ceil;");
            Stream.concat(rows("Figures").stream(), rows("Assumptions").stream())
                    .forEach(row -> define(shell, row.get(0), row.get(1)));
            define(shell, "mints", number(SIZING.section("Table").rows().get(0).get(column)));
            for (List<String> row : rows("Table")) {
                String exact = define(shell, row.get(0), row.get(2));
                String shown = number(row.get(column));
                if (!rounded(exact, shown).equals(shown)) {
                    wrong.add(row.get(0) + " is " + exact + ", not " + shown);
                }
            }
        }

        assertEquals(List.of(), wrong);
    }

    private static boolean shows(List<String> result, String name, String value) {
        return result.get(0).equals(name)
                && result.stream().anyMatch(cell -> number(cell).equals(value));
    }

    /** Declares a variable, and returns its value. */
    private static String define(JShell shell, String name, String expression) {
        return evaluate(shell, ("double " + name + " = " + expression + ";").replace("`", ""));
    }

    private static String evaluate(JShell shell, String source) {
        List<SnippetEvent> events = shell.eval(source);
        SnippetEvent event = events.get(0);
        assertEquals(1, events.size(), source);
        assertEquals(Snippet.Status.VALID, event.status(), source);
        return String.valueOf(event.value());
    }

    /** With as many decimals as the guide shows. */
    private static String rounded(String exact, String shown) {
        int decimals = shown.contains(".") ? shown.length() - shown.indexOf('.') - 1 : 0;
        return new BigDecimal(exact).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    private static String number(String cell) {
        return cell.replaceAll("[^0-9.]", "");
    }

    /** The rows of a section's table whose first cell is the name of a variable. */
    private static List<List<String>> rows(String section) {
        return SIZING.section(section).rows().stream()
                .filter(row -> row.get(0).startsWith("`"))
                .toList();
    }
}
