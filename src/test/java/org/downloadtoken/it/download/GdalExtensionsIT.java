package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Gdal;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** GDAL that opens only URLs that end in {@code .tif}. */
class GdalExtensionsIT {
    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final String COG = ApiClient.download(PUBLIC);
    private static final String NAMED = COG.replaceFirst("cog$", "coastlines.tif");

    @BeforeAll
    static void requireGdal() {
        Tool.GDALINFO.require();
    }

    @Test
    void gdalOpensANameThatEndsInTif() {
        String token = "?token=" + SERVICE.client().token(PUBLIC);

        assertOpens(NAMED + token);
        assertFails(COG + token);
    }

    @Test
    void gdalOpensANameThatEndsInTifWithATokenInAHeader() {
        String header = "Authorization: Bearer " + SERVICE.client().token(PUBLIC);

        assertOpens(NAMED, "--config", "GDAL_HTTP_HEADERS", header);
        assertFails(COG, "--config", "GDAL_HTTP_HEADERS", header);
    }

    private static void assertOpens(String path, String... options) {
        Gdal info = info(path, options);

        assertEquals(0, info.exit(), info::output);
        assertTrue(info.output().contains("LAYOUT=COG"), info::output);
    }

    /** GDAL sends no request, since the name does not end in .tif. */
    private static void assertFails(String path, String... options) {
        Gdal info = info(path, options);

        assertNotEquals(0, info.exit());
        assertTrue(info.output().contains("does not exist"), info::output);
    }

    private static Gdal info(String path, String... options) {
        List<String> all = new ArrayList<>(List.of("--config", "CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".tif"));
        all.addAll(List.of(options));
        return Gdal.info(Gdal.remote(SERVICE.port(), path), all.toArray(String[]::new));
    }
}
