package org.downloadtoken.clients;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.documentation.Guide;

/** The examples of the guide for browsers, for a service and a page on these ports. */
final class BrowserExamples {
    private static final String BEFORE = "const [datasetId, session] = ['%s', '%s'];\n";
    /** The result of the client's example, and resolution and centre of the map in web Mercator. */
    private static final String AFTER = """
            window.read = [start.status, (await start.arrayBuffer()).byteLength, new URL(url).pathname].join(' ');
            """;

    private static final String AFTER_OPENLAYERS = """
            await source.getView();
            window.place = () => [map.getView().getResolution(), ...map.getView().getCenter()];
            """;
    private static final String BEFORE_MAPLIBRE = """
            import { Map, MercatorCoordinate, setWorkerUrl } from 'maplibre-gl';
            setWorkerUrl(new URL('../npm/node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs', import.meta.url).href);
            const style = { version: 8, sources: {}, layers: [] };
            const map = new Map({ container: 'map', style, center: [13, 50], zoom: 3, attributionControl: false });
            window.map = map;
            await map.once('load');
            """;
    private static final String AFTER_MAPLIBRE = """
            const world = 40075016.68557849;
            window.place = () => {
              const { x, y } = MercatorCoordinate.fromLngLat(map.getCenter());
              return [world / 512 / 2 ** map.getZoom(), (x - 0.5) * world, (0.5 - y) * world];
            };
            """;

    private final Guide guide = Guide.read(Path.of("src/site/markdown/browsers.md"));
    private final int service;
    private final int viewer;

    BrowserExamples(int service, int viewer) {
        this.service = service;
        this.viewer = viewer;
    }

    String openLayers() {
        return examples("Client", "OpenLayers") + AFTER_OPENLAYERS;
    }

    String mapLibre() {
        return BEFORE_MAPLIBRE + examples("Client", "geotiff.js", "MapLibre") + AFTER_MAPLIBRE;
    }

    String tilesInMapLibre() {
        return BEFORE_MAPLIBRE + examples("Client", "Tiles of a tile server");
    }

    /** Sets {@code window.saved} to the bytes of the file. */
    String wholeFile() {
        return examples("Client", "Whole files") + "window.saved = bytes;";
    }

    /** The first example of each section. */
    private String examples(String... sections) {
        return BEFORE.formatted(DemoDataset.RESTRICTED.id(), Tokens.session(DemoUser.ANALYST))
                + Stream.of(sections)
                        .map(section -> guide.section(section).code("js").get(0))
                        .collect(Collectors.joining())
                        .replace("https://tokens.example.com", "http://127.0.0.1:" + service)
                        .replace("https://maps.example.com", "http://127.0.0.1:" + viewer)
                + AFTER;
    }
}
