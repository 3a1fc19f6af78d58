package org.downloadtoken.access.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The script conf/sql/invalidation.sql of this version. The operator runs it. */
final class InvalidationScript {
    private static final Pattern BODY =
            Pattern.compile("RETURNS trigger LANGUAGE plpgsql AS \\$\\$(.*?)\\$\\$;", Pattern.DOTALL);

    private InvalidationScript() {}

    /**
     * The bodies of the trigger functions, in the order of the script: download_token_notify_row, download_token_notify_all.
     */
    static List<String> functionBodies() {
        String name = "/invalidation.sql";
        try (InputStream in = Objects.requireNonNull(InvalidationScript.class.getResourceAsStream(name), name)) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return BODY.matcher(script)
                    .results()
                    .map((MatchResult body) -> body.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
