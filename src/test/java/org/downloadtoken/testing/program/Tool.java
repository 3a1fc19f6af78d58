package org.downloadtoken.testing.program;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.marcnuri.helm.jni.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ServiceLoader;

/** A program that a test needs. It is required in CI; elsewhere the test is skipped without it. */
public enum Tool {
    NGINX("nginx"),
    CADDY("caddy"),
    HAPROXY("haproxy"),
    CURL("curl"),
    OPENSSL("openssl"),
    H2LOAD("h2load"),
    GDALINFO("gdalinfo"),
    /** The Debian package also contains promtool. */
    PROMETHEUS("prometheus"),
    /** Version 20 or newer, which has the same APIs as the supported browsers. */
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
    NPM("npm"),
    GO("go"),
    PYTHON("python3"),
    DOCKER_COMPOSE("docker-compose"),
    /** Helm as a library in this process. It has no version for Linux on ARM. */
    HELM("helm-java") {
        @Override
        public boolean isThere() {
            return ServiceLoader.load(NativeLibrary.class).findFirst().isPresent();
        }
    },
    PSQL("psql"),
    /** Checks units. It needs no running systemd. */
    SYSTEMD_ANALYZE("systemd-analyze"),
    PGBOUNCER("pgbouncer"),
    /** The driver of Chromium, a separate Debian package. */
    CHROMIUM("chromedriver"),
    /** Python with the module fusepy, and the right to mount. */
    FUSEPY("python3-fusepy") {
        @Override
        public boolean isThere() {
            return Files.exists(Path.of("/usr/lib/python3/dist-packages/fusepy.py"))
                    && Files.exists(Path.of("/dev/fuse"));
        }
    },
    /** Debian's Python with GDAL. */
    PYTHON_GDAL("python3-gdal") {
        @Override
        public boolean isThere() {
            return Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/osgeo"));
        }
    },
    /** Debian's Python with rasterio. */
    RASTERIO("python3-rasterio") {
        @Override
        public boolean isThere() {
            return Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/rasterio"));
        }
    },
    /** Python with PyJWT and its algorithms. It counts as present if the module is. */
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

    /** Without the tool, fails the test in CI and skips it elsewhere. */
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
