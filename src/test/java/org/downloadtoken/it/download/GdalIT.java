package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.program.Gdal;
import org.downloadtoken.testing.program.Nginx;
import org.downloadtoken.testing.program.ShippedConf;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** GDAL opens the demo's COG directly and through nginx, and reads an overview. Without a token it fails. */
class GdalIT {
    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    @BeforeAll
    static void requireGdal() {
        Tool.GDALINFO.require();
    }

    @Test
    void gdalOpensTheDownloadOfTheService() {
        opens(SERVICE.port());
    }

    @Test
    void gdalOpensTheDownloadThroughNginx(@TempDir Path directory) throws IOException {
        Tool.NGINX.require();
        Path root = Files.createDirectory(directory.resolve("cogs"));
        Files.copy(DemoCogs.file(), root.resolve(PUBLIC + ".tif"));
        try (Nginx nginx = Nginx.start(directory, ShippedConf.nginx(SERVICE.port(), root, directory))) {
            opens(nginx.port());
        }
    }

    private static void opens(int port) {
        String local = DemoCogs.file().toString();
        String remote = Gdal.remote(
                port, ApiClient.download(PUBLIC) + "?token=" + SERVICE.client().token(PUBLIC));

        Gdal info = Gdal.info(remote);

        assertEquals(0, info.exit(), info::output);
        assertTrue(info.output().contains("LAYOUT=COG"), info::output);
        assertEquals(withoutName(Gdal.info(local)), withoutName(info));
        for (int overview = 0; overview < 3; overview++) {
            Gdal pixel = Gdal.overviewPixel(remote, overview);
            assertFalse(pixel.output().isBlank());
            assertEquals(Gdal.overviewPixel(local, overview), pixel);
        }
        refuses(port, "x");
        refuses(port, Tokens.session(DemoUser.ADMIN));
        refuses(
                port,
                SERVICE.client()
                        .mintAs(Tokens.session(DemoUser.OWNER), DemoDataset.PRIVATE.id())
                        .token());
    }

    private static void refuses(int port, String token) {
        Gdal info = Gdal.info(Gdal.remote(port, ApiClient.download(PUBLIC) + "?token=" + token));

        assertNotEquals(0, info.exit());
        assertTrue(info.output().contains("401"), info::output);
    }

    private static String withoutName(Gdal info) {
        return info.output().replaceFirst("Files: .*", "");
    }
}
