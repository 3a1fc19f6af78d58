package org.downloadtoken.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.json.JsonArray;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the HEALTHCHECK of the Dockerfile against instances of this process. */
class ImageHealthCheckIT {
    private static final Pattern CHECK = Pattern.compile("(?s)HEALTHCHECK .*?CMD (\\[.*?])\n");

    @ParameterizedTest
    @ValueSource(strings = {"off", "on", "ON"})
    void liveInstanceIsHealthy(String tls) throws Exception {
        Map<String, String> settings = TestCertificate.named("health").settings();
        settings.put("MANAGEMENT_TLS", tls);
        DownloadTokenService service = RunningService.start(settings);
        try {
            int exit = check(service.managementPort(), tls);
            for (int retry = 0; exit != 0 && retry < 3; retry++) { // the first handshake of a process can take seconds
                exit = check(service.managementPort(), tls);
            }
            assertEquals(0, exit);
        } finally {
            RunningService.stop(service);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void portThatDoesNotAnswerIsUnhealthy(String tls) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertNotEquals(0, check(silent.getLocalPort(), tls));
        }
    }

    @Test
    void closedPortIsUnhealthy() throws Exception {
        assertNotEquals(0, check(Daemon.freePort(), "off"));
    }

    /** The exit code; -1 after the timeout of the image. */
    private static int check(int port, String tls) throws Exception {
        Matcher check = CHECK.matcher(Files.readString(Path.of("Dockerfile")).replace("\\\n", ""));
        List<String> command = new JsonArray(check.find() ? check.group(1) : "[]")
                .stream().map(String::valueOf).toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(new File("/dev/null"));
        builder.environment().putAll(Map.of("MANAGEMENT_PORT", String.valueOf(port), "MANAGEMENT_TLS", tls));
        Process process = builder.start();
        try {
            return process.waitFor(3, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } finally {
            process.destroyForcibly();
        }
    }
}
