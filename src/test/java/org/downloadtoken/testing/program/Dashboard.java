package org.downloadtoken.testing.program;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The shipped Grafana dashboard. */
public record Dashboard(JsonObject json) {
    public static Dashboard shipped() {
        try {
            return new Dashboard(
                    new JsonObject(Files.readString(Path.of("conf/grafana/dashboards/download-tokens.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The panels and their rows in the order of the file. */
    public List<JsonObject> panels() {
        return objects(json, "panels").toList();
    }

    /** The queries of the panels. */
    public List<PromQl> queries() {
        return objects(json, "panels")
                .filter(panel -> panel.containsKey("targets"))
                .flatMap(panel -> objects(panel, "targets"))
                .map(target -> PromQl.ofPanel(target.getString("expr")))
                .toList();
    }

    private static Stream<JsonObject> objects(JsonObject parent, String name) {
        return parent.getJsonArray(name).stream().map(JsonObject.class::cast);
    }
}
