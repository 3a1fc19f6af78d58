package org.downloadtoken.testing.program;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Parses the selectors of a PromQL query. */
public record PromQl(String text) {
    private static final Pattern GROUPING =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*+)(?!\\s*\\()(\\s*\\{[^}]*})?");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    /** The query of a panel with the variables for one job and all its instances. */
    public static PromQl ofPanel(String expression) {
        return new PromQl(expression
                .replace("$job", "download-token-service")
                .replace("$instance", ".*")
                .replace("$__rate_interval", "1m"));
    }

    /** Each metric with the labels that its series must have. */
    public List<String> selectors() {
        String bare = RANGE.matcher(GROUPING.matcher(text).replaceAll("")).replaceAll("");
        return SELECTOR.matcher(bare)
                .results()
                .filter(found -> !OPERATORS.contains(found.group(1)))
                .map(MatchResult::group)
                .toList();
    }
}
