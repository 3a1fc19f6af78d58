package org.downloadtoken.testing.program;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A program of the system that a test compares with or runs beside; CI must have it, a newcomer need not. */
public enum Tool {
    NGINX("nginx"),
    CADDY("caddy"),
    CURL("curl"),
    GDALINFO("gdalinfo"),
    /** With promtool, which Debian packs with it. */
    PROMETHEUS("prometheus"),
    /** Of version 20 or newer, as the browsers that the client is for. */
    NODE("node") {
        @Override
        public boolean isThere() {
            try {
                return super.isThere()
                        && new ProcessBuilder("node", "--eval", "AbortSignal.any([])")
                                        .start()
                                        .waitFor()
                                == 0;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    },
    DOCKER_COMPOSE("docker-compose"),
    PSQL("psql"),
    /** Chromium as its driver, which Debian packs apart. */
    CHROMIUM("chromedriver"),
    /** The system's Python with PyJWT and its algorithms; its presence is that of the module. */
    PYJWT("python3-jwt") {
        @Override
        public boolean isThere() {
            return Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/jwt"))
                    && Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/cryptography"));
        }
    };

    private final String command;

    Tool(String command) {
        this.command = command;
    }

    public boolean isThere() {
        return Arrays.stream((System.getenv("PATH") + ":/usr/sbin").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    /** Skips the test without the tool; in CI, fails it. */
    public void require() {
        if (isThere()) {
            return;
        }
        if (System.getenv("CI") != null) {
            fail(command + " is not installed");
        }
        abort(command + " is not installed");
    }
}
