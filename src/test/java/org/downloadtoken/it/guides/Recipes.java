package org.downloadtoken.it.guides;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.documentation.Guide;
import org.downloadtoken.testing.program.Daemon;

/** A service for the examples of a guide, which name the demo's address. */
record Recipes(DownloadTokenService service, Guide guide) implements AutoCloseable {
    private static final String DEMO = "http://localhost:8080";

    static Recipes of(String guide, Map<String, String> settings) {
        int port = Daemon.freePort();
        Map<String, String> all = new HashMap<>(settings);
        all.put("HTTP_PORT", String.valueOf(port));
        all.put("PUBLIC_URL", origin(port) + "/api");
        all.put("DOWNLOAD_ROOT", DemoCogs.directory().toString());
        return new Recipes(RunningService.start(all), Guide.read(Path.of("src/site/markdown", guide)));
    }

    /** The first example of a section in this language, with the address of the service. */
    String example(String section, String language) {
        String example = guide.section(section).code(language).get(0);
        assertTrue(example.contains(DEMO), () -> "the example does not name the demo:\n" + example);
        return example.replace(DEMO, origin(service.port()));
    }

    private static String origin(int port) {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        RunningService.stop(service);
    }
}
