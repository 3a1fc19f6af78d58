package org.downloadtoken.testing.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs GDAL's programs, which read a COG by ranges like map viewers. */
public record Gdal(int exit, String output) {
    /** Settings with which GDAL keeps neither blocks nor parts of files. */
    public static final Map<String, String> UNCACHED = Map.of(
            "GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR", "GDAL_CACHEMAX", "0", "CPL_VSIL_CURL_CACHE_SIZE", "16384");

    /** The output of gdalinfo for a file. */
    public static Gdal info(String file, String... options) {
        List<String> command = new ArrayList<>(List.of("gdalinfo"));
        command.addAll(List.of(options));
        command.add(file);
        return run(command);
    }

    /** The values of one pixel of an overview. GDAL reads one block of the overview for this. */
    public static Gdal overviewPixel(String file, int overview) {
        return run(List.of("gdallocationinfo", "-valonly", "-overview", String.valueOf(overview), file, "500", "500"));
    }

    public static String remote(int port, String path) {
        return "/vsicurl/http://127.0.0.1:" + port + path;
    }

    private static Gdal run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR"); // prevents requests for sibling files
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return new Gdal(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
