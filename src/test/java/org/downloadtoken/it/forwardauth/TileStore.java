package org.downloadtoken.it.forwardauth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Caddy;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Nginx;
import org.downloadtoken.testing.program.ShippedConf;
import org.downloadtoken.testing.program.Tool;
import org.downloadtoken.testing.store.EchoServer;

/** Tiles and a Zarr store of two datasets. Proxies with the shipped configuration forward requests to them. */
final class TileStore implements AutoCloseable {
    static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    static final UUID OTHER = DemoDataset.INTERNAL.id();
    /** The shipped map of nginx. */
    static final String NO_PARAMETERS = "map \"\" $store_query { default \"\"; }";

    private static final List<String> FILES = List.of("/tiles/ID/3/4/5.png", "/zarr/ID/.zmetadata", "/zarr/ID/b1/0.0");
    private static final String PATHS =
            "/api/datasets/{dataset_id}/download/cog,/tiles/{dataset_id}/**,/zarr/{dataset_id}/**";

    private final Path directory;
    private final Path logs;
    private final EchoServer files;
    private DownloadTokenService service;

    /** Creates the files in this directory. */
    TileStore(Path directory) throws IOException {
        this.directory = directory;
        Path root = Files.createDirectory(directory.resolve("store"));
        logs = Files.createDirectory(directory.resolve("logs"));
        for (UUID datasetId : List.of(PUBLIC, OTHER)) {
            for (String file : paths(datasetId)) {
                Path path = root.resolve(file.substring(1));
                Files.createDirectories(path.getParent());
                Files.writeString(path, content(file));
            }
        }
        files = new EchoServer(root);
    }

    /** The paths of a dataset's files. The first is a tile. */
    static List<String> paths(UUID datasetId) {
        return FILES.stream()
                .map(file -> file.replace("ID", datasetId.toString()))
                .toList();
    }

    /** The content of a file. */
    static String content(String path) {
        return "content of " + path;
    }

    /** Requests a token of the public dataset through a proxy. */
    static String token(PlainClient proxy) {
        return proxy.request("POST", ApiClient.MINT + PUBLIC).token();
    }

    /** The request lines that the store received. */
    List<String> requests() {
        return requestsWith("").stream()
                .map(head -> head.lines().findFirst().orElse(""))
                .toList();
    }

    /** The requests that the store received and that contain a text. */
    List<String> requestsWith(String text) {
        return files.requestsWith(text);
    }

    /** Starts nginx with the map of the parameters that it forwards. */
    Nginx nginx(String map) {
        Tool.NGINX.require();
        start(Map.of());
        String conf = ShippedConf.nginxWithStore(service.port(), files.port(), directory, logs);
        return Nginx.start(logs, conf.replace(NO_PARAMETERS, map));
    }

    /** Starts Caddy, which forwards this query. */
    Daemon caddy(String query) {
        Tool.CADDY.require();
        start(Map.of("FORWARD_AUTH_URI_HEADER", "X-Forwarded-Uri"));
        int port = Daemon.freePort();
        String conf = ShippedConf.caddyWithStore(service.port(), files.port(), directory, logs, port);
        return Caddy.start(logs, port, conf.replace("rewrite * {path}?", "rewrite * {path}?" + query));
    }

    private void start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("FORWARD_AUTH_PATHS", PATHS);
        all.put("CORS_ALLOWED_ORIGINS", AllowedPage.ORIGIN);
        service = RunningService.start(all);
    }

    @Override
    public void close() {
        files.close();
        if (service != null) {
            RunningService.stop(service);
        }
    }
}
