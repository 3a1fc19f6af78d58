package org.downloadtoken.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page with an element {@code map} and a script, which is bundled with the packages of npm. */
final class BundledPage {
    /** The directory that a server of the pages serves. It also has the packages. */
    static final Path ROOT = Path.of("target/clients").toAbsolutePath();

    private static final String DIRECTORY = "browser-guide";

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
              <meta charset="utf-8"><title>Examples</title><link rel="icon" href="data:,">
              <link rel="stylesheet" href="../npm/node_modules/maplibre-gl/dist/maplibre-gl.css">
              <div id="map" style="height: 700px"></div><script type="module" src="%s.js"></script>
            </html>
            """;

    private BundledPage() {}

    /** Writes the page, and returns its path below the root. */
    static String write(String name, String script) throws IOException {
        Path source = Files.writeString(NpmPackages.installed().resolve(name + "-example.js"), script);
        Path directory = Files.createDirectories(ROOT.resolve(DIRECTORY));
        Files.writeString(directory.resolve(name + ".html"), PAGE.formatted(name));
        Command.in(ROOT)
                .run(
                        NpmPackages.command("esbuild"),
                        source.toString(),
                        "--bundle",
                        "--format=esm",
                        "--outfile=" + directory.resolve(name + ".js"))
                .requireSuccess();
        return "/" + DIRECTORY + "/" + name + ".html";
    }
}
