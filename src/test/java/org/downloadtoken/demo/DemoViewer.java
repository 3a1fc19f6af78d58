package org.downloadtoken.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.downloadtoken.pages.Page;
import org.downloadtoken.pages.Pages;
import org.downloadtoken.representation.Representation;

/** The pages of the viewer, with the datasets of the catalog and sessions to read them. */
final class DemoViewer {
    static final Duration SESSION = Duration.ofHours(12);

    private static final List<String> FILES = List.of(
            "viewer.css",
            "viewer.js",
            "choices.js",
            "cog-source.js",
            "journal.js",
            "token-panel.js",
            "lib/ol.js",
            "lib/ol.css",
            "lib/geotiff.js");

    private DemoViewer() {}

    static Pages pages(EmbeddedCatalog catalog, String secret, String basePath) {
        JsonObject known = new JsonObject()
                .put("api", basePath)
                .put("callers", callers(secret))
                .put("datasets", catalog.query("""
                        SELECT d.id::text, r.title,
                          concat_ws(', ', r.visibility, nullif(r.record_status, 'published'),
                            (SELECT 'granted to ' || string_agg(o.name, ', ')
                             FROM catalog.dataset_grants g JOIN catalog.roles o ON o.id = g.role_id
                             WHERE g.dataset_id = d.id),
                            CASE WHEN r.tenant_id IS NOT NULL THEN 'of a tenant' END) AS visibility
                        FROM catalog.datasets d JOIN catalog.records r ON r.id = d.record_id ORDER BY r.id
                        """));
        return new Pages(Stream.concat(
                        FILES.stream().map(file -> Page.file("/viewer/" + file, "/demo/viewer/" + file)),
                        Stream.of(
                                Page.file("/", "/demo/viewer/index.html"),
                                new Page(
                                        "/viewer/catalog.json",
                                        Representation.of("application/json", known.toBuffer()))))
                .toList());
    }

    private static JsonArray callers(String secret) {
        return new JsonArray()
                .add(caller("Anonymous", "nobody is signed in"))
                .add(caller("Analyst", "has the role analyst")
                        .put("session", session(secret, DemoUser.ANALYST, SESSION)))
                .add(caller("Owner", "has made the datasets").put("session", session(secret, DemoUser.OWNER, SESSION)))
                .add(caller("Outsider", "is signed in, without a role")
                        .put("session", session(secret, DemoUser.OUTSIDER, SESSION)))
                .add(caller("Expired", "was the analyst, an hour ago")
                        .put("session", session(secret, DemoUser.ANALYST, Duration.ofHours(-1))));
    }

    private static JsonObject caller(String name, String description) {
        return new JsonObject().put("name", name).put("description", description);
    }

    private static String session(String secret, DemoUser user, Duration life) {
        return DemoSession.jwt(secret, user.id(), life);
    }
}
