package org.downloadtoken.it.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.demo.DemoApiKey;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.program.Script;
import org.downloadtoken.testing.program.Tool;
import org.downloadtoken.testing.store.EchoServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the examples of the guide for GDAL and rasterio as they are printed. */
class GdalGuideIT {
    private static final String SIGNED = "URLs that sign themselves";
    private static final String SIGNED_WITH_KEY = "With an API key";
    private static final String TIF = "Programs that open only .tif";
    private static final String TOKENS = "Tokens in a header";

    private static Recipes recipes;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        recipes = Recipes.of("gdal.md", Map.of());
    }

    @AfterAll
    static void stop() {
        recipes.close();
    }

    @BeforeEach
    void requireGdal() {
        Tool.GDALINFO.require();
    }

    @ParameterizedTest
    @ValueSource(strings = {SIGNED, SIGNED_WITH_KEY, "An API key in a header", TOKENS, TIF})
    void shellExampleOpensTheFile(String section) {
        Tool.CURL.require();

        assertOpens(Script.bash(directory, recipes.example(section, "sh")));
    }

    @Test
    void rasterioExampleReadsAWindow() {
        Tool.RASTERIO.require();

        assertReads(Script.python(directory, recipes.example(SIGNED, "python")));
    }

    @Test
    void pythonExampleReadsAWindowByATokenInAHeader() {
        Tool.PYTHON_GDAL.require();

        assertReads(Script.python(directory, recipes.example(TOKENS, "python")));
    }

    @Test
    void aTokenInAHeaderRemainsIfItCannotBeRenewed() {
        String withoutService = "curl() { return 7; }\nif renew; then exit 1; fi\ncat token.headers\n";

        Script script = Script.bash(directory, recipes.example(TOKENS, "sh") + withoutService);

        assertOpens(script);
        assertTrue(script.output().contains("Authorization: Bearer eyJ"), script::output);
    }

    @Test
    void renewalOfATokenEndsWithItsScript() throws Exception {
        String seconds = String.valueOf(ThreadLocalRandom.current().nextInt(1_000_000, 2_000_000));
        String example = recipes.example(TOKENS, "sh").replace("pause=60\n", "pause=" + seconds + "\n");
        String ofRenewal = "until pgrep -x -f 'sleep " + seconds + "'; do :; done\n";

        assertOpens(Script.bash(directory, example + ofRenewal));

        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            if (Arrays.asList(process.info().arguments().orElse(new String[0])).contains(seconds)) {
                process.onExit().get(20, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aProgramThatOpensOnlyTifSignsTheUrl() {
        String example = recipes.example(SIGNED, "sh").replace("/download/cog", "/download/coastlines.tif");

        assertOpens(Script.bash(directory, "export CPL_VSIL_CURL_ALLOWED_EXTENSIONS=.tif,{noext}\n" + example));
        assertNotEquals(
                0,
                Script.bash(directory, "export CPL_VSIL_CURL_ALLOWED_EXTENSIONS=.tif\n" + example)
                        .exit());
    }

    /** The host of a remote asset receives neither the key, which GDAL sends to sign, nor the token. */
    @Test
    void keyIsSentToTheServiceOnly() {
        String example = recipes.example(SIGNED_WITH_KEY, "sh");
        try (EchoServer remoteHost = new EchoServer(DemoCogs.directory())) {
            String asset = "http://127.0.0.1:" + remoteHost.port() + "/" + DemoCogs.KEY;
            UUID remote = Rasters.add("internal", "raster_dataset", "remote", asset);
            String opensRemote = example.replace(DemoDataset.RESTRICTED.id().toString(), remote.toString());

            assertOpens(Script.bash(directory, opensRemote));
            assertFalse(remoteHost.requestsWith(DemoCogs.KEY).isEmpty());
            assertEquals(List.of(), remoteHost.requestsWith(DemoApiKey.FULL.text()));
            assertEquals(List.of(), remoteHost.requestsWith("eyJ"));

            Script unlimited = Script.bash(directory, opensRemote.replace("&header_file=no.headers", ""));
            assertTrue(unlimited.output().contains("code: 403"), unlimited::output);
        }
    }

    @Test
    void gdalWaitsForTheRateLimit() {
        try (Recipes limited = Recipes.of("gdal.md", Map.of("RATE_LIMIT_PER_MINUTE", "20"))) {
            ApiClient client = new ApiClient(limited.service().port(), "/api");
            while (client.mint(DemoDataset.PUBLIC.id()).status() != 429) {
                // uses up the limit
            }

            Script script = Script.bash(directory, limited.example(SIGNED, "sh"));

            assertOpens(script);
            assertTrue(script.output().contains("HTTP error code: 429"), script::output);
        }
    }

    private static void assertOpens(Script script) {
        assertEquals(0, script.exit(), script::output);
        assertTrue(script.output().contains("LAYOUT=COG"), script::output);
    }

    private static void assertReads(Script script) {
        assertEquals(0, script.exit(), script::output);
        assertTrue(script.output().matches("(?s).*1160.* \\d+\\.\\d+\\s*"), script::output);
    }
}
