package org.downloadtoken.it.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.Rectangle;
import java.util.List;
import org.downloadtoken.testing.program.Dashboard;
import org.junit.jupiter.api.Test;

/** Tests for errors that Grafana accepts silently but displays incorrectly. */
class DashboardTest {
    private static final int COLUMNS = 24;

    private final List<JsonObject> panels = Dashboard.shipped().panels();

    @Test
    void panelsDoNotOverlap() {
        List<Rectangle> places = panels.stream().map(DashboardTest::place).toList();

        for (Rectangle place : places) {
            assertTrue(place.x >= 0 && place.x + place.width <= COLUMNS, place::toString);
            assertEquals(1, places.stream().filter(place::intersects).count(), place::toString);
        }
    }

    @Test
    void panelIdsAreUnique() {
        List<Integer> ids = panels.stream().map(panel -> panel.getInteger("id")).toList();

        assertEquals(ids.stream().distinct().toList(), ids);
    }

    @Test
    void eachPanelHasADescriptionAndAUnit() {
        for (JsonObject panel : panels) {
            if (!panel.getString("type").equals("row")) {
                assertFalse(panel.getString("description").isBlank(), panel.getString("title"));
                JsonObject defaults = panel.getJsonObject("fieldConfig").getJsonObject("defaults");
                assertFalse(defaults.getString("unit").isBlank(), panel.getString("title"));
                assertFalse(panel.getJsonArray("targets").isEmpty(), panel.getString("title"));
            }
        }
    }

    @Test
    void eachQueryUsesTheSelectedDataSourceAndInstances() {
        for (JsonObject panel : panels) {
            for (Object query : panel.getJsonArray("targets", new JsonArray())) {
                JsonObject target = (JsonObject) query;
                assertEquals(
                        "${datasource}", target.getJsonObject("datasource").getString("uid"), panel.getString("title"));
                String expression = target.getString("expr");
                assertTrue(expression.contains("job=\"$job\"") || expression.contains("ALERTS"), expression);
            }
        }
    }

    private static Rectangle place(JsonObject panel) {
        JsonObject grid = panel.getJsonObject("gridPos");
        return new Rectangle(grid.getInteger("x"), grid.getInteger("y"), grid.getInteger("w"), grid.getInteger("h"));
    }
}
